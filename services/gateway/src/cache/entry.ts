import { hash } from 'node:crypto';
import type { RouteRecorder } from '@myevents/http-kit';
import type { Floor } from './floors.ts';

export type Encoding = 'br' | 'gzip';

/** Bodies up to this size are sent as they are: compressing them saves no packet. */
export const plainBytesMax = 1024;

/** Ready-made bytes in one content coding, with the heads of a 200 and a 304 as flat lists of names and values. */
export interface Variant {
  readonly etag: string;
  readonly bytes: Buffer;
  readonly head: string[];
  readonly headNotModified: string[];
}

/** A stream the answer was made from, at the version it was read. */
export interface Dependency {
  readonly floor: Floor;
  readonly version: number;
}

export interface Entry {
  readonly key: string;
  readonly plain: Variant;
  /** What the head of every variant has. */
  readonly headers: readonly string[];
  readonly dependencies: readonly Dependency[];
  /** Epoch milliseconds: served from then on and before then. */
  readonly servedFrom: number;
  readonly servedUntil: number;
  /** Of the subscription's connection: entries of an earlier one are checked. */
  readonly connection: number;
  readonly recorder: RouteRecorder | undefined;
  br: Variant | undefined;
  gzip: Variant | undefined;
  /** How often a compressed variant was asked for that is not there. */
  brAsked: number;
  gzipAsked: number;
  /** Since the last look of the eviction. */
  isUsed: boolean;
  /** What it takes of the cache's bytes. */
  size: number;
}

export interface Answer {
  readonly bytes: Buffer;
  /** Of the service; the entry's ETag continues it. */
  readonly etag: string | undefined;
  /** Flat names and values, without ETag, length, coding and what belongs to one request; `vary` only where it is not the usual. */
  readonly headers: readonly string[];
  readonly recorder: RouteRecorder | undefined;
  /** The same, compressed ahead. */
  readonly br?: Buffer | undefined;
}

const notForNotModified = new Set(['content-type', 'content-language']);

/** Tells these bytes from others of the same version (`"12-Xk3…"`): a resource also shows parts of other streams. */
export function toEtag(bytes: Buffer, serviceEtag: string | undefined): string {
  const digest = hash('sha1', bytes, 'base64url').slice(0, 16);
  const version = /^"([\w-]+)"$/.exec(serviceEtag ?? '')?.[1];
  return version === undefined ? `"${digest}"` : `"${version}-${digest}"`;
}

export function createPlainVariant({ bytes, etag, headers }: Answer): Variant {
  return createVariant({ bytes, etag: toEtag(bytes, etag), headers });
}

/** `encoding` continues the ETag, because a strong one stands for the very bytes that are sent. */
export function createEncodedVariant(entry: Entry, encoding: Encoding, bytes: Buffer): Variant {
  const etag = `${entry.plain.etag.slice(0, -1)}-${encoding}"`;
  return createVariant({ bytes, etag, headers: entry.headers, encoding });
}

interface VariantParts {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly headers: readonly string[];
  readonly encoding?: Encoding;
}

function createVariant({ bytes, etag, headers, encoding }: VariantParts): Variant {
  const coding = encoding === undefined ? [] : ['content-encoding', encoding];
  const shared = ['etag', etag, ...(headers.includes('vary') ? [] : ['vary', 'accept-encoding'])];
  return {
    etag,
    bytes,
    head: [...headers, ...coding, ...shared, 'content-length', String(bytes.length)],
    headNotModified: [
      ...pairs(headers)
        .filter(([name]) => !notForNotModified.has(name))
        .flat(),
      ...shared,
    ],
  };
}

function pairs(flat: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) list.push([String(flat[at]), String(flat[at + 1])]);
  return list;
}

const entryOverheadBytes = 1500;

export function sizeOf(key: string, bodies: readonly (Buffer | undefined)[]): number {
  return bodies.reduce((sum, body) => sum + (body?.length ?? 0), entryOverheadBytes + 2 * key.length);
}
