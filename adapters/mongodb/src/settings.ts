import { MongoAPIError, MongoClient, MongoParseError } from 'mongodb';

/** A connection that is not open yet, and what its address says beside it. */
export interface Settings {
  readonly client: MongoClient;
  /** What all databases begin with: the path of the address. */
  readonly prefix: string;
  /** The address without user, password and parameters. */
  readonly label: string;
}

/** No round trip takes longer than this: a server that is silent must not hold anybody up for ever. */
const timeouts = {
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 3_000,
  socketTimeoutMS: 4_000,
  waitQueueTimeoutMS: 4_000,
} as const;

/** For so long the server itself waits for the other members, shorter than we wait for it. */
const wtimeoutMS = 3_500;

/** What every promise rests on: it may be said in the address, and cannot be said otherwise. */
const fixed: Readonly<Record<string, string>> = {
  w: 'majority',
  journal: 'true',
  readconcernlevel: 'majority',
  readpreference: 'primary',
};

/**
 * Reads a `mongodb://` or `mongodb+srv://` address; its parameters are those of the driver.
 * @throws RangeError naming the parameter or part that is wrong, and no secret.
 */
export function readSettings(url: string): Settings {
  const address = parse(url);
  const prefix = address.pathname.slice(1) || 'myevents';
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(prefix)) {
    // Behind a "/" that belongs to the password stands the rest of it.
    const named = prefix.includes('@') ? 'a database that' : `a database "${prefix}", which`;
    throw new RangeError(`The store's address names ${named} cannot be one.`);
  }
  for (const [name, value] of address.searchParams) {
    const allowed = fixed[name.toLowerCase()];
    if (allowed !== undefined && allowed !== value)
      throw new RangeError(`The store's address sets ${name}; it can only be ${allowed}.`);
  }
  return { client: createClient(url, address.searchParams), prefix, label: address.host };
}

/** By hand: several hosts, as a replica set has them, are no URL. */
function parse(url: string) {
  const match = /^mongodb(?:\+srv)?:\/\/(?:[^@/?]*@)?([^@/?]+)(\/[^?]*)?(?:\?(.*))?$/.exec(url);
  if (!match?.[1]) throw new RangeError('The store’s address is not mongodb://HOST:PORT/NAME?PARAMETERS.');
  const [, host, pathname = '', search] = match;
  return { host, pathname, searchParams: new URLSearchParams(search) };
}

function createClient(url: string, given: URLSearchParams): MongoClient {
  const names = new Set([...given.keys()].map((name) => name.toLowerCase()));
  try {
    return new MongoClient(url, {
      ...Object.fromEntries(Object.entries(timeouts).filter(([name]) => !names.has(name.toLowerCase()))),
      writeConcern: { w: 'majority', journal: true, wtimeoutMS },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
    });
  } catch (error) {
    throw new RangeError(`The store's address is refused by the driver of MongoDB: ${reasonOf(error)}.`);
  }
}

/** What is wrong with the parameters is told; what is wrong before them may hold the password. */
function reasonOf(error: unknown): string {
  if (error instanceof MongoParseError || error instanceof MongoAPIError) return error.message;
  return 'its user, password, hosts and ports are not as they must be (special characters as %XX)';
}
