/** Where the broker is, who we are there, and how our names start. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly isEncrypted: boolean;
  readonly username: string;
  readonly password: string;
  readonly vhost: string;
  /** All exchanges and queues of this installation start with it. */
  readonly prefix: string;
  /** Host and port, for messages to operators: nothing secret. */
  readonly label: string;
}

const defaultPrefix = 'myevents';

/**
 * Reads `amqp://user:password@host:port/vhost?prefix=myevents` (or `amqps://`). Left out, they are guest, the usual port, the
 * vhost `/` and `myevents`.
 * @throws RangeError that names the mistake and repeats nothing secret.
 */
export function parseAddress(url: string): BrokerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['amqp:', 'amqps:'].includes(parsed.protocol) || parsed.hostname === '')
    throw new RangeError('The URL of RabbitMQ should look like amqp://user:password@host:port/vhost?prefix=myevents.');
  for (const name of parsed.searchParams.keys()) {
    if (name !== 'prefix') throw new RangeError(`The URL of RabbitMQ has an unknown parameter ${name}: only prefix.`);
  }
  const prefix = parsed.searchParams.get('prefix') ?? defaultPrefix;
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(prefix))
    throw new RangeError('The prefix in the URL of RabbitMQ must be 1 to 64 letters, digits, - or _.');
  const isEncrypted = parsed.protocol === 'amqps:';
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(parsed.port || (isEncrypted ? 5671 : 5672));
  const [, vhost = ''] = parsed.pathname.split('/');
  return {
    host,
    port,
    isEncrypted,
    username: decode(parsed.username) || 'guest',
    password: decode(parsed.password) || 'guest',
    vhost: decode(vhost) || '/',
    prefix,
    label: `${parsed.hostname}:${port}`,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RangeError('User, password and vhost in the URL of RabbitMQ must be percent-encoded.');
  }
}
