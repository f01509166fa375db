/** A copy of `document` with `value` at the place an RFC 6901 pointer names; `undefined` takes the member away. */
export function withAt<Document>(document: Document, pointer: string, value: unknown): Document {
  const [token, ...rest] = pointer.slice(1).split('/').map(unescape);
  if (token === undefined || pointer === '') return value as Document;
  const copy = structuredClone(document) as Record<string, unknown>;
  const next = rest.map((one) => `/${one.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const member = next === '' ? value : withAt(Object(copy)[token] ?? {}, next, value);
  if (member === undefined) delete copy[token];
  else copy[token] = member;
  return copy as Document;
}

function unescape(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
