import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import compile from 'icu-minify/compile';
import format, { type FormatOptions } from 'icu-minify/format';

const folder = join(import.meta.dirname, '../../../apps/web/src/messages');

interface Texts {
  readonly [name: string]: string | Texts;
}

type Values = Readonly<Record<string, string | number>>;

/** What pages say in a language, by the names their code has for it: `checkout.pay` is the file, then the names in it. */
export interface Language {
  readonly code: string;
  text(key: string, values?: Values): string;
  /** The same with anything in the place of values that are not given; what is counted has to be. */
  like(key: string, values?: Values): RegExp;
  /** Whole euros. */
  euros(amount: number): string;
}

const formatters: FormatOptions['formatters'] = {
  getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args) => new Intl.NumberFormat(...args),
  getPluralRules: (...args) => new Intl.PluralRules(...args),
};

/** Stands where anything may be. */
const anything = '\u0000';

export function languageOf(code: string): Language {
  function write(key: string, values: Values): string {
    return String(format(compile(readText(code, key)), code, values, { formatters }));
  }
  return {
    code,
    text: (key, values = {}) => write(key, values),
    like(key, values = {}) {
      const all = new Proxy(values, { has: () => true, get: (_all, name) => values[String(name)] ?? anything });
      return new RegExp(`^${write(key, all).split(anything).map(RegExp.escape).join('.+')}$`);
    },
    euros: (amount) =>
      new Intl.NumberFormat(code, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(amount),
  };
}

function readText(code: string, key: string): string {
  const [file = '', ...names] = key.split('.');
  let found: string | Texts | undefined = JSON.parse(readFileSync(join(folder, code, `${file}.json`), 'utf8')) as Texts;
  for (const name of names) found = typeof found === 'object' ? found[name] : undefined;
  if (typeof found !== 'string') throw new Error(`${code} has no text ${key}`);
  return found;
}
