/** Where a PostgreSQL database is, and whose data in it is ours. */
export interface Address {
  /** The URL as the driver takes it: without what is ours. It holds the password. */
  readonly connectionString: string;
  /** The first part of the name of every schema of ours. */
  readonly prefix: string;
  /** Connections of this process at most, for all its stores together. */
  readonly poolMax: number;
  /** Host, port and database, for messages: no credentials. */
  readonly where: string;
}

/** What the driver understands and an operator needs; https://node-postgres.com/features/ssl. */
const driverParameters: ReadonlySet<string> = new Set([
  'application_name',
  'sslcert',
  'sslkey',
  'sslmode',
  'sslnegotiation',
  'sslrootcert',
  'uselibpqcompat',
]);

/**
 * Reads `postgres://user:password@host:port/database?prefix=myevents&poolMax=10`.
 * @throws RangeError that names the parameter at fault and never repeats the URL.
 */
export function parseAddress(url: string): Address {
  const parsed = URL.parse(url);
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) throw new RangeError('This is no postgres:// URL.');
  const database = parsed.pathname.slice(1);
  if (parsed.hostname === '' || database === '' || database.includes('/'))
    throw new RangeError(
      'A postgres:// URL names a host and one database: postgres://user:password@host:5432/database.',
    );
  const prefix = takeParameter(parsed, 'prefix') ?? 'myevents';
  if (!/^[a-z][a-z0-9_]{0,29}$/.test(prefix))
    throw new RangeError(
      'The parameter prefix is a small letter, then at most 29 small letters, digits or underscores.',
    );
  const poolMax = Number(takeParameter(parsed, 'poolMax') ?? '10');
  if (!Number.isSafeInteger(poolMax) || poolMax < 1 || poolMax > 1_000)
    throw new RangeError('The parameter poolMax is a whole number from 1 to 1000.');
  for (const name of parsed.searchParams.keys()) {
    if (!driverParameters.has(name)) throw new RangeError(`A postgres:// URL has no parameter ${name}.`);
  }
  const where = `${parsed.hostname}:${parsed.port === '' ? '5432' : parsed.port}/${database}`;
  return { connectionString: parsed.href, prefix, poolMax, where };
}

function takeParameter(url: URL, name: string): string | undefined {
  const [value, ...more] = url.searchParams.getAll(name);
  if (more.length > 0) throw new RangeError(`The parameter ${name} is given twice.`);
  url.searchParams.delete(name);
  return value;
}
