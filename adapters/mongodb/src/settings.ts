import { MongoClient, MongoParseError } from 'mongodb';

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

/** What every promise rests on: it may be said in the address, and cannot be said otherwise. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  w: ['majority'],
  journal: ['true'],
  readconcernlevel: ['majority'],
  readpreference: ['primary'],
};

/**
 * Reads a `mongodb://` or `mongodb+srv://` address; its parameters are those of the driver.
 * @throws RangeError naming the parameter or part that is wrong, and no secret.
 */
export function readSettings(url: string): Settings {
  const address = parse(url);
  const prefix = decodeURIComponent(address.pathname.slice(1)) || 'myevents';
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(prefix))
    throw new RangeError(`The store's address names a database "${prefix}", which cannot be one.`);
  for (const [name, value] of address.searchParams) {
    const allowed = fixed[name.toLowerCase()];
    if (allowed && !allowed.includes(value))
      throw new RangeError(`The store's address sets ${name}; it can only be ${allowed.join(' or ')}.`);
  }
  return { client: createClient(url), prefix, label: address.host };
}

/** By hand: several hosts, as a replica set has them, are no URL. */
function parse(url: string) {
  const match = /^mongodb(?:\+srv)?:\/\/(?:[^@/?]*@)?([^@/?]+)(\/[^?]*)?(?:\?(.*))?$/.exec(url);
  if (!match?.[1]) throw new RangeError('The store’s address is not mongodb://HOST:PORT/NAME?PARAMETERS.');
  const [, host, pathname = '', search] = match;
  return { host, pathname, searchParams: new URLSearchParams(search) };
}

function createClient(url: string): MongoClient {
  try {
    return new MongoClient(url, {
      ...timeouts,
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
    });
  } catch (error) {
    if (!(error instanceof MongoParseError)) throw error;
    throw new RangeError(`The store's address is refused by the driver of MongoDB: ${error.message}.`, {
      cause: error,
    });
  }
}
