/** What a STORE_URL of DynamoDB says. */
export interface Settings {
  /** All tables begin with it. */
  readonly prefix: string;
  /** Undefined: the AWS environment decides. */
  readonly region: string | undefined;
  /** Only for a stand-in; undefined: Amazon's own. */
  readonly endpoint: string | undefined;
}

const parameters = ['region', 'endpoint'];

/**
 * Reads `dynamodb:///PREFIX?region=…&endpoint=…`. Credentials never stand in it: they come from where every AWS client looks.
 * @throws RangeError naming what is wrong, never a value that may be secret.
 */
export function readSettings(text: string): Settings {
  const url = URL.parse(text);
  if (url?.protocol !== 'dynamodb:') throw new RangeError('A DynamoDB store is named dynamodb:///PREFIX?region=…');
  if (url.host !== '' || url.username !== '') {
    throw new RangeError('The URL of a DynamoDB store has no host and no credentials: dynamodb:///PREFIX?region=…');
  }
  for (const name of url.searchParams.keys()) {
    if (!parameters.includes(name)) throw new RangeError(`The URL of a DynamoDB store has no parameter "${name}".`);
    if (url.searchParams.getAll(name).length > 1) throw new RangeError(`The parameter "${name}" is given twice.`);
  }
  const prefix = url.pathname.replace(/^\//, '') || 'myevents';
  if (!/^[A-Za-z0-9_.-]{1,80}$/.test(prefix)) {
    throw new RangeError('The prefix of DynamoDB tables takes 1 to 80 letters, digits, "_", "-" and ".".');
  }
  return { prefix, region: read(url, 'region'), endpoint: readEndpoint(url) };
}

/** Where the engine is, for people: never with anything secret. */
export function describePlace({ region, endpoint }: Settings): string {
  return endpoint === undefined ? `DynamoDB${region === undefined ? '' : ` in ${region}`}` : new URL(endpoint).host;
}

function readEndpoint(url: URL): string | undefined {
  const endpoint = read(url, 'endpoint');
  if (endpoint === undefined) return undefined;
  const parsed = URL.parse(endpoint);
  const isPlain = parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '';
  if (!isPlain) throw new RangeError('The parameter "endpoint" is no http(s) address without credentials.');
  return endpoint;
}

function read(url: URL, name: string): string | undefined {
  const value = url.searchParams.get(name);
  if (value === '') throw new RangeError(`The parameter "${name}" is empty.`);
  return value ?? undefined;
}
