// PostgreSQL's text holds any character but NUL. Names keep their order: \u0000 → \u0001\u0001, \u0001 → \u0001\u0002.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones it is about
const escaped = /[\u0000\u0001]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones it is about
const pairs = /\u0001[\u0001\u0002]/g;

/** The name of a stream or document as a text of PostgreSQL: another one for each, in the same order, a prefix for a prefix. */
export function encodeName(name: string): string {
  return name.replace(escaped, (character) => (character === '\0' ? '\u0001\u0001' : '\u0001\u0002'));
}

export function decodeName(text: string): string {
  return text.replace(pairs, (pair) => (pair === '\u0001\u0001' ? '\0' : '\u0001'));
}
