export { connectMongodb, type MongodbConnection, type MongodbOptions } from './connect.ts';
