import { type DocumentWrite, documentBytesMax } from './document-store.ts';
import { type Commit, commitBytesMax } from './event-log.ts';

/**
 * A commit's events as the JSON that adapters store.
 * @throws RangeError if the commit is larger than every engine takes, or its key is none: a mistake of the caller, found here
 * on the smallest engine as well as on the largest.
 */
export function encodeEvents(commit: Commit): string {
  const { events, ...rest } = commit;
  assertKey(commit.stream, commit.version, 1);
  const json = JSON.stringify(events);
  if (isSurelyWithin(json, commitBytesMax)) return json;
  const bytes = Buffer.byteLength(json) + Buffer.byteLength(JSON.stringify({ ...rest, events: 0 })) - 1;
  if (bytes > commitBytesMax)
    throw new RangeError(`A commit of ${bytes} bytes is too large: at most ${commitBytesMax}.`);
  return json;
}

/**
 * A document as the JSON that adapters store; null for a tombstone.
 * @throws RangeError as encodeEvents does.
 */
export function encodeDocument({ id, version, document }: DocumentWrite): string | null {
  assertKey(id, version, 0);
  if (document === null) return null;
  const json = JSON.stringify(document);
  if (isSurelyWithin(json, documentBytesMax)) return json;
  const bytes = Buffer.byteLength(json);
  if (bytes > documentBytesMax)
    throw new RangeError(`A document of ${bytes} bytes is too large: at most ${documentBytesMax}.`);
  return json;
}

function assertKey(name: string, version: number, versionMin: number): void {
  if (!name.isWellFormed()) throw new RangeError('The name of a stream or document holds half a character.');
  if (!Number.isSafeInteger(version) || version < versionMin) throw new RangeError(`${version} is no version.`);
}

/** A UTF-16 unit takes at most three bytes of UTF-8: this spares nearly every text from being counted. */
function isSurelyWithin(json: string, bytesMax: number): boolean {
  return json.length * 3 < bytesMax - 4_096;
}
