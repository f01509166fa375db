import { hash } from 'node:crypto';

/** Into so many parts is every index divided, each under a key of its own, so that none of them is a hot one. */
export const shardsMax = 16;

/** The same for ever, in every process: it stands in stored keys. */
export function shardOf(name: string): number {
  return Number.parseInt(hash('sha256', name).slice(0, 2), 16) % shardsMax;
}

export const shards: readonly number[] = Array.from({ length: shardsMax }, (_, shard) => shard);

/** DynamoDB takes no empty text as a key. Keeps texts apart and in order, and nearly all of them as they are. */
export function toKeyText(text: string): string {
  return text === '' || text.startsWith('\0') ? `\0${text}` : text;
}

export function fromKeyText(text: string): string {
  return text.startsWith('\0') ? text.slice(1) : text;
}

const nameBytesMax = 512;

/** @throws RangeError if a stream's name or a document's id is longer than the ports allow. */
export function assertName(name: string): void {
  if (name.length * 3 <= nameBytesMax) return;
  const bytes = Buffer.byteLength(name);
  if (bytes > nameBytesMax) throw new RangeError(`A name of ${bytes} bytes is too long: at most ${nameBytesMax}.`);
}
