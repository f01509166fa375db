/** The pairs of engines on which the whole platform is tested, by the name that `--pair` takes. */
export const pairs = {
  'postgres+rabbitmq': { store: 'postgres', bus: 'rabbitmq' },
  'mongodb+kafka': { store: 'mongodb', bus: 'kafka' },
  'dynamodb+sqs': { store: 'dynamodb', bus: 'sqs' },
} as const;

export type PairName = keyof typeof pairs;
type EngineName = (typeof pairs)[PairName]['store' | 'bus'];

export const pairNames = Object.keys(pairs) as readonly PairName[];

/** Where engines are unless told: the ports of compose.yaml. */
const usualUrls: Readonly<Record<EngineName, string>> = {
  postgres: 'postgres://myevents:myevents@127.0.0.1:5432/myevents',
  rabbitmq: 'amqp://guest:guest@127.0.0.1:5672',
  mongodb: 'mongodb://127.0.0.1:27017/myevents?directConnection=true',
  kafka: 'kafka://127.0.0.1:9092/myevents',
  dynamodb: 'dynamodb:///myevents?region=us-east-1&endpoint=http://127.0.0.1:8000',
  sqs: 'sqs:///myevents?region=us-east-1&endpoint=http://127.0.0.1:9324&mode=direct',
};

export interface PairSettings {
  readonly STORE_URL: string;
  readonly BUS_URL: string;
}

export function toPairName(text: string): PairName {
  const name = pairNames.find((each) => each === text);
  if (!name) throw new Error(`there is no pair ${JSON.stringify(text)}: use ${pairNames.join(', ')}`);
  return name;
}

/**
 * The settings that put a platform on a pair, with everything it makes there under `prefix`. The engines are those of the
 * variables `TEST_<ENGINE>_URL`, or `TEST_<ENGINE>_PROXIED_URL` to reach them through a fault proxy.
 */
export function settingsOf(
  name: PairName,
  prefix: string,
  options: { readonly isProxied?: boolean } = {},
): PairSettings {
  const { store, bus } = pairs[name];
  const urlOf = (engine: EngineName) => {
    const variable = `TEST_${engine.toUpperCase()}${options.isProxied ? '_PROXIED' : ''}_URL`;
    const given = process.env[variable];
    if (given === undefined && options.isProxied)
      throw new Error(`${variable} must say how ${engine} is reached through the proxy`);
    return withPrefix(given ?? usualUrls[engine], prefix);
  };
  return { STORE_URL: urlOf(store), BUS_URL: urlOf(bus) };
}

/** A prefix nobody else uses. Names of engines are short and take few characters. */
export function freshPrefix(): string {
  return `t${Date.now().toString(36)}${Math.floor(Math.random() * 36 ** 3).toString(36)}`;
}

/** The same engine, with the data under another prefix: each scheme says it in its own place. */
export function withPrefix(url: string, prefix: string): string {
  const scheme = url.slice(0, url.indexOf(':'));
  if (/^(postgres|postgresql|amqp|amqps)$/.test(scheme)) {
    const place = new URL(url);
    place.searchParams.set('prefix', prefix);
    return place.href;
  }
  const [, place = '', query = ''] = /^([^:]+:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(url) ?? [];
  return `${place}/${prefix}${query}`;
}
