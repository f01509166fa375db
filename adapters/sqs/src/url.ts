/** Where the queues are and what they are called, read from the address of the bus. */
export interface SqsSettings {
  /** What every name begins with. */
  readonly prefix: string;
  readonly region: string;
  /** Only for a stand-in. */
  readonly endpoint?: string;
  readonly snsEndpoint?: string;
  /** `direct`: the publisher sends to every queue itself. `sns`: a topic does. */
  readonly mode: 'direct' | 'sns';
  /** How long a call waits for messages: what an idle queue costs, and how long a consumer takes to stop. */
  readonly waitSeconds: number;
  /** At most so many calls a second for broadcasts, on average; 0 sends none. */
  readonly broadcastCallsPerSecond: number;
}

const example = 'sqs:///PREFIX?region=…&mode=direct';
const known = new Set(['region', 'endpoint', 'snsEndpoint', 'mode', 'waitSeconds', 'broadcastCallsPerSecond']);

/**
 * Reads `sqs:///PREFIX?region=…&mode=direct|sns&endpoint=…&snsEndpoint=…&waitSeconds=5&broadcastCallsPerSecond=20`. The mode is
 * `direct` unless said otherwise. Credentials come from where every AWS client finds them, never from the address.
 * @throws TypeError that names the mistake, and repeats nothing that might be secret.
 */
export function readSqsUrl(text: string): SqsSettings {
  const url = text.startsWith('sqs://') && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new TypeError(`The address of SQS must look like ${example}.`);
  if (url.username || url.password || url.host)
    throw new TypeError(`The address of SQS has three slashes and no host or credentials: ${example}.`);
  const unknown = [...url.searchParams.keys()].find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new TypeError(`The address of SQS has the unknown parameter ${unknown}; known: ${[...known].join(', ')}.`);
  const mode = url.searchParams.get('mode') ?? 'direct';
  if (mode !== 'direct' && mode !== 'sns') throw new TypeError('mode of SQS must be direct or sns.');
  const endpoint = readEndpoint(url, 'endpoint');
  const snsEndpoint = readEndpoint(url, 'snsEndpoint');
  if (snsEndpoint !== undefined && mode === 'direct') throw new TypeError('snsEndpoint of SQS goes with mode=sns.');
  return {
    prefix: readPrefix(url),
    region: readRegion(url),
    mode,
    waitSeconds: readWhole(url, { name: 'waitSeconds', least: 1, most: 20, otherwise: 5 }),
    broadcastCallsPerSecond: readWhole(url, { name: 'broadcastCallsPerSecond', least: 0, most: 1_000, otherwise: 20 }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(snsEndpoint === undefined ? {} : { snsEndpoint }),
  };
}

function readPrefix(url: URL): string {
  const prefix = url.pathname.slice(1);
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,23}$/.test(prefix))
    throw new TypeError(`The prefix of SQS must be 1 to 24 letters, digits and hyphens: ${example}.`);
  return prefix;
}

function readRegion(url: URL): string {
  const region = url.searchParams.get('region') ?? '';
  if (!/^[a-z0-9-]{2,40}$/.test(region)) throw new TypeError(`The address of SQS needs a region: ${example}.`);
  return region;
}

function readEndpoint(url: URL, name: string): string | undefined {
  const value = url.searchParams.get(name);
  if (value === null) return undefined;
  const endpoint = URL.canParse(value) ? new URL(value) : undefined;
  const isHttp = endpoint?.protocol === 'http:' || endpoint?.protocol === 'https:';
  if (!endpoint || !isHttp || endpoint.username || endpoint.password)
    throw new TypeError(`${name} of SQS must be an http or https address without credentials.`);
  return value.replace(/\/$/, '');
}

interface WholeRange {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
}

function readWhole(url: URL, { name, least, most, otherwise }: WholeRange): number {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new TypeError(`${name} of SQS must be between ${least} and ${most}.`);
  return value;
}
