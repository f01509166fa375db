import type { CommitKey } from '@myevents/ports';
import type { Database } from './database.ts';
import type { CommitRow, OutboxMark } from './rows.ts';
import { fromSortable } from './sortable-text.ts';

export interface PendingOptions {
  readonly olderThanMs: number;
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A stream that is marked: everything before `from` has been published. */
interface MarkedStream {
  readonly stream: string;
  readonly from: number;
  readonly at: number;
}

interface Found {
  readonly keys: readonly CommitKey[];
  /** The streams that were looked at and hold nothing from their marks on. */
  readonly quiet: ReadonlySet<string>;
}

/** So far the clocks of two processes may part; what is stored later than that was stored before a clock was set back. */
const clocksApartMsMax = 60_000;
const streamsPerQuery = 200;
const firstVersions = 4;
const moreVersions = 100;

/**
 * What is there from the marks on. Versions have no gaps, so nothing need be searched: the commits are asked for by their
 * keys. A stream is listed up to its first commit that is still young; one from far in the future is old: a clock was set back.
 */
export async function findPending(
  commits: Database['commits'],
  rows: readonly OutboxMark[],
  { olderThanMs, limit, now }: PendingOptions,
): Promise<Found> {
  const isOld = (at: number) => at <= now - olderThanMs || at > now + clocksApartMsMax;
  const marked = toMarkedStreams(rows, isOld);
  const keys: CommitKey[] = [];
  const quiet = new Set<string>();

  /** Whether the stream may go on behind these versions. */
  function list({ stream, from }: MarkedStream, found: ReadonlyMap<number, number>, count: number): boolean {
    for (let version = from; version < from + count; version += 1) {
      const storedAt = found.get(version);
      if (storedAt === undefined || !isOld(storedAt) || keys.length >= limit) return false;
      keys.push({ stream: fromSortable(stream), version });
    }
    return true;
  }

  for (let at = 0; at < marked.length && keys.length < limit; at += streamsPerQuery) {
    const some = marked.slice(at, at + streamsPerQuery);
    const found = await findStored(commits, some, firstVersions);
    for (const stream of some) {
      const versions = found.get(stream.stream) ?? new Map<number, number>();
      if (versions.size === 0) quiet.add(stream.stream);
      let goesOn = list(stream, versions, firstVersions);
      for (let from = stream.from + firstVersions; goesOn && keys.length < limit; from += moreVersions) {
        const rest = { ...stream, from };
        const more = await findStored(commits, [rest], moreVersions);
        goesOn = list(rest, more.get(stream.stream) ?? new Map<number, number>(), moreVersions);
      }
    }
  }
  return { keys, quiet };
}

/** Those that may hold something old, the oldest marks first. A stream with several marks begins at the lowest. */
function toMarkedStreams(rows: readonly OutboxMark[], isOld: (at: number) => boolean): readonly MarkedStream[] {
  const marked = new Map<string, MarkedStream & { readonly isOld: boolean }>();
  for (const { stream, from, at } of rows) {
    const other = marked.get(stream);
    marked.set(stream, {
      stream,
      from: Math.min(from, other?.from ?? from),
      at: Math.min(at, other?.at ?? at),
      isOld: isOld(at) || other?.isOld === true,
    });
  }
  return [...marked.values()].filter((stream) => stream.isOld).sort((a, b) => a.at - b.at);
}

/** By stream and version, when it was stored. */
async function findStored(
  commits: Database['commits'],
  streams: readonly MarkedStream[],
  count: number,
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const keys = streams.flatMap(({ stream, from }) =>
    Array.from({ length: count }, (_, n): CommitRow['_id'] => ({ stream, version: from + n })),
  );
  const projection = { _id: 1, storedAt: 1 } as const;
  const rows = await commits.find({ _id: { $in: keys } }, { projection }).toArray();
  const byStream = new Map<string, Map<number, number>>();
  for (const { _id, storedAt } of rows) {
    const versions = byStream.get(_id.stream) ?? new Map<number, number>();
    byStream.set(_id.stream, versions.set(_id.version, storedAt));
  }
  return byStream;
}
