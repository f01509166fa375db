export { connectPostgres, type Postgres, type PostgresOptions } from './connect.ts';
