import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../apps/web/src/messages');

interface Texts {
  readonly [name: string]: string | Texts;
}

/** What a page of another language says, by the names its code has for it. */
export interface Language {
  /** A text in which nothing depends on a count. */
  text(key: string, values?: Readonly<Record<string, string>>): string;
  /** The same with anything in the place of its values. */
  like(key: string): RegExp;
}

/** `checkout.pay`: the file, then the names in it. */
export function languageOf(code: string): Language {
  function read(key: string): string {
    const [file = '', ...names] = key.split('.');
    let found: string | Texts | undefined = JSON.parse(
      readFileSync(join(folder, code, `${file}.json`), 'utf8'),
    ) as Texts;
    for (const name of names) found = typeof found === 'object' ? found[name] : undefined;
    if (typeof found !== 'string') throw new Error(`${code} has no text ${key}`);
    return found;
  }
  return {
    text: (key, values = {}) => read(key).replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? ''),
    like: (key) =>
      new RegExp(
        `^${read(key)
          .split(/\{\w+\}/)
          .map(RegExp.escape)
          .join('.+')}$`,
      ),
  };
}
