import { topology } from '@myevents/contracts';
import { takePlace } from '../../apps/cli/src/doctor/place.ts';

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

/** The pair for what is tested on one of them: that of `TEST_PAIR`, else each day of the week has its own. */
export function pairOfToday(): PairName {
  return toPairName(process.env['TEST_PAIR'] ?? pairNames[new Date().getDay() % pairNames.length] ?? '');
}

/** A platform's place on a pair: what it makes there is under prefixes nobody else uses, and goes when it is disposed of. */
export interface PairPlace extends AsyncDisposable {
  readonly settings: PairSettings;
}

interface PairOptions {
  readonly isProxied?: boolean;
}

/**
 * The engines of a pair, shared with whoever else uses them: those of the variables `TEST_<ENGINE>_URL`, or
 * `TEST_<ENGINE>_PROXIED_URL` to reach them through a fault proxy.
 */
export function settingsOf(name: PairName, { isProxied = false }: PairOptions = {}): PairSettings {
  const { store, bus } = pairs[name];
  const urlOf = (engine: EngineName) => {
    const variable = `TEST_${engine.toUpperCase()}${isProxied ? '_PROXIED' : ''}_URL`;
    const given = process.env[variable];
    if (given === undefined && isProxied)
      throw new Error(`${variable} must say how ${engine} is reached through the proxy`);
    return given ?? usualUrls[engine];
  };
  return { STORE_URL: urlOf(store), BUS_URL: urlOf(bus) };
}

/** A place of its own on them. Before it is disposed of, every process there has to be gone. */
export function takePair(name: PairName, options: PairOptions = {}): PairPlace {
  return takeEngines(settingsOf(name, options));
}

/** A place on any two engines. */
export function takeEngines({ STORE_URL, BUS_URL }: PairSettings): PairPlace {
  const places = [takePlace(STORE_URL, topology), takePlace(BUS_URL, topology)] as const;
  return {
    settings: { STORE_URL: places[0]?.url ?? STORE_URL, BUS_URL: places[1]?.url ?? BUS_URL },
    async [Symbol.asyncDispose]() {
      await Promise.all(places.map(async (place) => place?.[Symbol.asyncDispose]()));
    },
  };
}
