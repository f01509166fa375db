import { isIP } from 'node:net';
import { type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { engineExamples, engineMistake, engineSettings, schemeOf } from './engines.ts';
import { ConfigError } from './failure.ts';

const roles = ['all', 'gateway', 'events', 'bookings'] as const;
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Scheme, host and port, as they may stand in links and in a content security policy. */
const origin = String.raw`https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?`;
const tilesPath = String.raw`(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})/\S*`;

const Urls = Type.Array(Type.String({ pattern: '^http://[^\\s/?#@,]+/?$' }));

const Settings = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535 }),
  HOST: Type.String({ pattern: '^[A-Za-z0-9.:_-]{1,253}$' }),
  ROLE: Type.Enum([...roles]),
  STORE_URL: Type.String({ minLength: 1 }),
  BUS_URL: Type.String({ minLength: 1 }),
  PAYMENT_URL: Type.String({ minLength: 1 }),
  EVENTS_URLS: Urls,
  BOOKINGS_URLS: Urls,
  DEMO: Type.Boolean(),
  PUBLIC_URL: Type.String({ pattern: `^(?:|${origin})$` }),
  MAP_TILES_URL: Type.String({ pattern: `^(?:|${origin}${tilesPath})$` }),
  MAP_TILES_ATTRIBUTION: Type.String({ maxLength: 200 }),
  LOG_LEVEL: Type.Enum([...logLevels]),
});

export type SettingName = keyof typeof Settings.properties;

/** The settings, read once at the start. Nothing else reads the environment. */
export interface Config {
  /** 0 lets the system choose a free one. */
  readonly PORT: number;
  readonly HOST: string;
  readonly ROLE: (typeof roles)[number];
  readonly STORE_URL: string;
  readonly BUS_URL: string;
  readonly PAYMENT_URL: string;
  /** Of a gateway in a process of its own: where the services are. */
  readonly EVENTS_URLS: readonly string[];
  readonly BOOKINGS_URLS: readonly string[];
  readonly DEMO: boolean;
  /** Scheme and host in links that leave the site; empty: the address it listens on. */
  readonly PUBLIC_URL: string;
  /** Empty: the map draws outlines of its own. */
  readonly MAP_TILES_URL: string;
  readonly MAP_TILES_ATTRIBUTION: string;
  readonly LOG_LEVEL: (typeof logLevels)[number];
}

interface SettingText {
  readonly help: string;
  readonly expected: string;
  readonly fallback: string;
  /** URLs can hold passwords: their values are never repeated in an error. */
  readonly isSecret?: boolean;
}

/** What the help and the errors say about each setting. */
export const settingTexts: Readonly<Record<SettingName, SettingText>> = {
  PORT: { help: 'port to listen on', expected: 'a whole number from 0 to 65535 (0: any free port)', fallback: '8080' },
  HOST: {
    help: 'address to listen on; beyond this machine only with --open',
    expected: 'an IP address or host name, like 127.0.0.1',
    fallback: '127.0.0.1',
  },
  ROLE: {
    help: 'which parts run in this process; others than all need engines that processes share',
    expected: `one of ${roles.join(', ')}`,
    fallback: 'all',
  },
  STORE_URL: {
    help: 'where data lives',
    expected: engineExamples('STORE_URL'),
    fallback: 'sqlite:./data',
    isSecret: true,
  },
  BUS_URL: {
    help: 'how services hear of changes',
    expected: engineExamples('BUS_URL'),
    fallback: 'memory:',
    isSecret: true,
  },
  PAYMENT_URL: {
    help: 'who takes the money',
    expected: engineExamples('PAYMENT_URL'),
    fallback: 'test:',
    isSecret: true,
  },
  EVENTS_URLS: {
    help: 'for ROLE=gateway: the Event Service processes; a host name stands for all its addresses',
    expected: 'http://host:port, with commas between several',
    fallback: '',
  },
  BOOKINGS_URLS: {
    help: 'for ROLE=gateway: the Booking Service processes; a host name stands for all its addresses',
    expected: 'http://host:port, with commas between several',
    fallback: '',
  },
  DEMO: {
    help: 'fill an empty store with the demo catalogue (--no-demo: leave it empty)',
    expected: 'true or false',
    fallback: 'true for the embedded store, else false',
  },
  PUBLIC_URL: {
    help: 'scheme and host by which people reach the web app, for links that leave it (previews, sitemap)',
    expected: 'like https://tickets.example, without a path',
    fallback: '',
  },
  MAP_TILES_URL: {
    help: 'map tiles for the world map, fetched by browsers; without it the map draws outlines of its own and asks nobody',
    expected: 'like https://tiles.example/{z}/{x}/{y}.png, with the three in its path',
    fallback: '',
  },
  MAP_TILES_ATTRIBUTION: {
    help: 'who made the tiles, as their licence asks',
    expected: 'a short text',
    fallback: '',
  },
  LOG_LEVEL: {
    help: 'least severe log lines to write; a server on a terminal writes from warn on unless told',
    expected: `one of ${logLevels.join(', ')}`,
    fallback: 'info',
  },
};

export const settingNames = Object.keys(settingTexts) as readonly SettingName[];

/** `STORE_URL` ↔ `--store-url`. */
export const flagOf = (name: SettingName): string => name.toLowerCase().replaceAll('_', '-');

interface Sources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags?: Readonly<Partial<Record<SettingName, string>>>;
  /** Whoever starts it knows that anybody who reaches the address can do everything. */
  readonly isOpen?: boolean;
  /** The settings the command uses: mistakes in others do not matter to it. */
  readonly used?: readonly SettingName[];
}

/**
 * Reads the settings from flags, then the environment, then defaults; an empty variable counts as not set.
 * @throws ConfigError that lists every mistake, each with the setting's name and what would be right.
 */
export function readConfig({ env, flags = {}, isOpen = false, used = settingNames }: Sources): Config {
  const mistakes: string[] = [];
  const given = (name: SettingName) => flags[name] ?? (env[name] || undefined);
  const texts = Object.fromEntries(
    settingNames.map((name) => [name, (used.includes(name) ? given(name) : undefined) ?? settingTexts[name].fallback]),
  ) as Record<SettingName, string>;
  if (!used.includes('DEMO') || given('DEMO') === undefined) {
    texts.DEMO = String(texts.ROLE === 'all' && isEmbedded(texts.STORE_URL));
  }

  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) {
    const value = toValue(texts[name], Settings.properties[name]);
    if (!Value.Check(Settings.properties[name], value)) mistakes.push(mistake(name, texts[name]));
    values[name] = value;
  }
  mistakes.push(...unknownEngines(texts));
  if (mistakes.length === 0) mistakes.push(...contradictions(values as unknown as Config, isOpen));
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return Object.freeze(values as unknown as Config);
}

/** Whole numbers and truth values in one spelling only; anything else stays text, which the schema then refuses. */
function toValue(text: string, schema: TSchema): unknown {
  if (Type.IsInteger(schema) && /^\d{1,9}$/.test(text)) return Number(text);
  if (Type.IsArray(schema)) return text === '' ? [] : text.split(',').map((part) => part.trim());
  if (Type.IsBoolean(schema) && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function mistake(name: SettingName, text: string): string {
  const { expected, isSecret = text.includes('@') } = settingTexts[name];
  return `${name} must be ${expected}${isSecret || text.length > 60 ? '' : `, not ${JSON.stringify(text)}`}.`;
}

function unknownEngines(texts: Readonly<Record<SettingName, string>>): string[] {
  return engineSettings.flatMap((name) => {
    const mistake = engineMistake(name, texts[name]);
    return mistake === undefined ? [] : [`${name} must be ${settingTexts[name].expected}: ${mistake}.`];
  });
}

function contradictions(config: Config, isOpen: boolean): string[] {
  const mistakes: string[] = [];
  if (config.ROLE !== 'all' && schemeOf(config.BUS_URL) === 'memory') {
    mistakes.push(
      `BUS_URL=memory: lives inside one process, so ROLE=${config.ROLE} would hear of nothing: use ROLE=all, or a bus that processes share.`,
    );
  }
  if (config.ROLE !== 'all' && config.ROLE !== 'gateway' && isEmbedded(config.STORE_URL)) {
    mistakes.push(
      `STORE_URL=sqlite: belongs to one process, so ROLE=${config.ROLE} cannot share it: use ROLE=all, or a database server.`,
    );
  }
  for (const name of ['EVENTS_URLS', 'BOOKINGS_URLS'] as const) {
    if (config.ROLE === 'gateway' && config[name].length === 0) {
      mistakes.push(`${name} is needed for ROLE=gateway: ${settingTexts[name].expected}.`);
    }
    if (config.ROLE !== 'gateway' && config[name].length > 0) {
      mistakes.push(`${name} is for ROLE=gateway alone: ROLE=${config.ROLE} asks no other process.`);
    }
  }
  for (const name of ['PUBLIC_URL', 'MAP_TILES_URL'] as const) {
    if (config[name] !== '' && !URL.canParse(config[name])) mistakes.push(mistake(name, config[name]));
  }
  if (!isOpen && !isLoopback(config.HOST)) {
    mistakes.push(
      `HOST=${config.HOST} can be reached from other machines, and nobody is asked for a key: use 127.0.0.1, or add --open if everybody who reaches it may do everything.`,
    );
  }
  return mistakes;
}

function isEmbedded(storeUrl: string): boolean {
  return schemeOf(storeUrl) === 'sqlite';
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === 'localhost' || name === '::1' || name === '0:0:0:0:0:0:0:1';
}
