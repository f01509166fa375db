/** A word of a line. What is quoted is never one of the format's own words, a range or a comment. */
export interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

export type TokenMistake = 'unclosedQuote' | 'afterQuote';

/** The words of a line, up to a word that begins with `#`; or what is wrong with it. */
export function readTokens(line: string): readonly Token[] | TokenMistake {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (isSpace(line[at]) || line[at] === ',') at += 1;
    else if (line[at] === '#') return tokens;
    else if (line[at] === '"') {
      const quoted = readQuoted(line, at + 1);
      if (quoted === undefined) return 'unclosedQuote';
      const after = line[quoted.end];
      if (after !== undefined && !isSpace(after) && after !== ',') return 'afterQuote';
      tokens.push({ text: quoted.text, isQuoted: true });
      at = quoted.end;
    } else {
      const from = at;
      while (at < line.length && !isSpace(line[at])) at += 1;
      tokens.push({ text: line.slice(from, at), isQuoted: false });
    }
  }
  return tokens;
}

const isSpace = (character: string | undefined) => character === ' ' || character === '\t';

function readQuoted(line: string, from: number): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '"') return { text, end: at + 1 };
    if (line[at] === '\\') at += 1;
    text += line[at] ?? '';
  }
  return undefined;
}

/** `word` as one word of a line: quoted where it would be read otherwise. */
export function writeToken(word: string, isOwn: (word: string) => boolean): string {
  const isPlain = word !== '' && !/[\s",#\\]/u.test(word) && !isOwn(word);
  return isPlain ? word : `"${word.replaceAll(/["\\]/g, '\\$&')}"`;
}
