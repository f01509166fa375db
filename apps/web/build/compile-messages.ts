import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

/** Texts by name, nested as the page likes. */
export interface Texts {
  readonly [name: string]: string | Texts;
}

/** Turns the ICU messages of `src/messages` into what the formatter reads, so that browsers need no parser. */
export function compileMessages(): Plugin {
  return {
    name: 'compile-messages',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/messages\/[^/]+\/[^/]+\.json$/.test(id)) return null;
      return { code: JSON.stringify(compileTexts(JSON.parse(code) as Texts, id)), map: null };
    },
  };
}

function compileTexts(texts: Texts, id: string): object {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      try {
        return [name, typeof text === 'string' ? compile(text) : compileTexts(text, id)];
      } catch (error) {
        throw new Error(`${id}: "${name}" is no ICU message`, { cause: error });
      }
    }),
  );
}
