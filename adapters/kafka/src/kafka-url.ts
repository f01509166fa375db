/** Where the brokers are, who we are there, and how topics are made. */
export interface KafkaAddress {
  readonly brokers: readonly { readonly host: string; readonly port: number }[];
  /** All topics and groups of this installation start with it. */
  readonly prefix: string;
  /** Of each topic of messages that is created: as many members of a group can share its work. */
  readonly partitions: number;
  /** Copies of each topic that is created; without it the brokers' own default. */
  readonly replication?: number;
  readonly isEncrypted: boolean;
  readonly credentials?: { readonly mechanism: Mechanism; readonly username: string; readonly password: string };
  /** Hosts and ports, for messages to operators: nothing secret. */
  readonly label: string;
}

const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
type Mechanism = (typeof mechanisms)[number];

const example = 'kafka://host:port,host:port/PREFIX';
const known = new Set(['partitions', 'replication', 'tls', 'sasl']);

/**
 * Reads `kafka://user:password@host:port,host:port/PREFIX?partitions=12&replication=3&tls=true&sasl=scram-sha-512`. Left out, they
 * are: no login, port 9092, 12 partitions, the brokers' replication, no TLS; with a user, SASL `plain`.
 * @throws RangeError that names the mistake and repeats nothing secret.
 */
export function parseKafkaUrl(url: string): KafkaAddress {
  const found = /^kafka:\/\/(?:([^/?#]*)@)?([^/?#@]+)\/([^/?#]*)(?:\?([^#]*))?$/i.exec(url);
  if (!found) throw new RangeError(`The URL of Kafka should look like ${example}.`);
  const [, login, hosts = '', prefix = '', query = ''] = found;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(prefix))
    throw new RangeError('The prefix in the URL of Kafka must be 1 to 64 letters, digits, - or _.');
  const brokers = hosts.split(',').map(parseHost);
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new RangeError(`The URL of Kafka has the unknown parameter ${unknown}; known: ${[...known].join(', ')}.`);
  const replication = readWhole(parameters, 'replication', 32_767);
  const credentials = readCredentials(login, parameters.get('sasl'));
  return {
    brokers,
    prefix,
    partitions: readWhole(parameters, 'partitions', 1_000) ?? 12,
    ...(replication === undefined ? {} : { replication }),
    isEncrypted: readFlag(parameters, 'tls'),
    ...(credentials ? { credentials } : {}),
    label: hosts,
  };
}

function parseHost(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = '9092'] = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (host === '' || Number(port) < 1 || Number(port) > 65_535)
    throw new RangeError(`The URL of Kafka should name brokers as host:port,host:port, like ${example}.`);
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

function readWhole(parameters: URLSearchParams, name: string, most: number): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new RangeError(`${name} in the URL of Kafka must be between 1 and ${most}.`);
  return value;
}

function readFlag(parameters: URLSearchParams, name: string): boolean {
  const text = parameters.get(name) ?? 'false';
  if (text !== 'true' && text !== 'false') throw new RangeError(`${name} in the URL of Kafka must be true or false.`);
  return text === 'true';
}

function readCredentials(login: string | undefined, sasl: string | null): KafkaAddress['credentials'] {
  const mechanism = mechanisms.find((each) => each === (sasl ?? 'plain').toUpperCase());
  if (!mechanism) throw new RangeError(`sasl in the URL of Kafka must be ${mechanisms.join(', ').toLowerCase()}.`);
  if (login === undefined) {
    if (sasl !== null) throw new RangeError('sasl in the URL of Kafka goes with user:password@ before the hosts.');
    return undefined;
  }
  const [, username = '', password = ''] = /^([^:]*):(.*)$/.exec(login) ?? [];
  if (username === '' || password === '') throw new RangeError('The login in the URL of Kafka must be user:password@.');
  return { mechanism, username: decode(username), password: decode(password) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RangeError('User and password in the URL of Kafka must be percent-encoded.');
  }
}
