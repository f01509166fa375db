import { touch, versionTag } from '@myevents/http-kit';
import type { FastifyReply } from 'fastify';

/** Public reads: shared caches may keep them for a second, the gateway knows better when they change. */
const publicly = 'public, max-age=1';
/** What never changes under its address. */
const forever = 'public, max-age=31536000, immutable';

interface Read {
  readonly stream: string;
  readonly version: number;
}

/** A single resource with its version as ETag, and the streams it was made from. */
export function answerRead(reply: FastifyReply, version: number, from: readonly Read[], isImmutable = false): void {
  reply.header('etag', versionTag(version)).header('cache-control', isImmutable ? forever : publicly);
  touch(reply, from);
}

/** A list, or a search: old as soon as anything in the catalogue changes. */
export function answerList(reply: FastifyReply, stream: 'catalogue' | 'search'): void {
  reply.header('cache-control', publicly);
  touch(reply, [{ stream }]);
}

/** A change: what the gateway keeps of this stream, and all lists, are old now. */
export function answerWrite(reply: FastifyReply, version: number, stream: Read): void {
  reply.header('etag', versionTag(version)).header('cache-control', 'no-store');
  touch(reply, [stream, { stream: 'catalogue' }, { stream: 'search' }]);
}
