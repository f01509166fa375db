const tokenLengthMax = 64;

/** One token of a JSON pointer (RFC 6901). A name that a client made very long is cut short. */
export function toPointerToken(name: string): string {
  const short = name.length > tokenLengthMax ? `${name.slice(0, tokenLengthMax)}…` : name;
  return short.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
}
