/** Elements of a list written out without a pause: a few milliseconds. */
const pieceItems = 2_000;

/**
 * The JSON of an object that nobody changes meanwhile, as JSON.stringify would write it. Long lists in it are written out in
 * pieces, with a turn of the event loop after each, so that a big state holds up nobody.
 */
export async function stringifyInPieces(value: object): Promise<string> {
  const fields: string[] = [];
  for (const [name, field] of Object.entries(value) as [string, unknown][]) {
    const text = Array.isArray(field) ? await stringifyList(field) : JSON.stringify(field);
    if (text !== undefined) fields.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${fields.join(',')}}`;
}

async function stringifyList(list: readonly unknown[]): Promise<string> {
  const pieces: string[] = [];
  for (let from = 0; from < list.length; from += pieceItems) {
    pieces.push(JSON.stringify(list.slice(from, from + pieceItems)).slice(1, -1));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return `[${pieces.join(',')}]`;
}
