import { type Clock, type CommitKey, systemClock } from '@myevents/ports';
import { type AnyBulkWriteOperation, ObjectId } from 'mongodb';
import type { Database } from './database.ts';
import { findPending, type PendingOptions } from './pending.ts';
import type { OutboxMark } from './rows.ts';
import { toSortable } from './sortable-text.ts';

/**
 * Which streams may hold unpublished commits. Before a process commits to a stream it writes a mark, `{ stream, from }`, and
 * keeps it while it goes on committing there: a stream that is written to all the time costs nothing more. A commit is
 * pending if it is there and not older than the oldest mark of its stream. Only its process takes a mark away, once all it
 * committed there is published, so that nobody relies on a mark that is gone; one left by a crash is taken away by others
 * that have seen it for far longer than its process would have relied on it (`reliedOnMsMax`, `abandonedMs`).
 */
export interface Outbox {
  /**
   * Answers when each of these commits has a mark that survives a crash, and only then may they be stored. Whoever called
   * tells by `settle` which of them were newly stored, or may have been.
   */
  cover(keys: readonly CommitKey[]): Promise<{ settle(stored: readonly CommitKey[]): Promise<void> }>;
  pending(options: Omit<PendingOptions, 'now'>): Promise<readonly CommitKey[]>;
  published(watermarks: readonly { readonly stream: string; readonly throughVersion: number }[]): Promise<void>;
  /** Takes the marks away that nothing needs any more. */
  close(): Promise<void>;
}

/** A mark of this process. Streams are sortable texts here. */
interface OwnMark {
  readonly row: OutboxMark;
  readonly writtenAtMonotonic: number;
  /** Undefined until it is on its way to the server. */
  written: Promise<unknown> | undefined;
  appendsUnderWay: number;
  usedAtMonotonic: number;
  /** The newest commit that was stored under this mark, or may have been; 0 if none. */
  storedThrough: number;
  publishedThrough: number;
}

/** A process relies on its mark for so long at most after it was written. */
const reliedOnMsMax = 30 * 60_000;
/** For so long another process has to have seen a mark, by a clock that never jumps, before it takes it away. */
const abandonedMs = 4 * reliedOnMsMax;
/** A mark stays for so long after the last commit to its stream. */
const idleMs = 2_000;
const streamsPerQuery = 1_000;

export function createOutbox(
  { commits, outbox }: Pick<Database, 'commits' | 'outbox'>,
  clock: Clock = systemClock,
): Outbox {
  const own = new Set<OwnMark>();
  /** By stream, the one to commit under. */
  const current = new Map<string, OwnMark>();
  /** When this process first saw each mark, whoever wrote it, by its monotonic clock. */
  let seenAt: ReadonlyMap<string, number> = new Map();
  /** By stream, what was there when this process last looked. */
  let listed: ReadonlyMap<string, readonly OutboxMark[]> = new Map();

  /** By both clocks: one stands still while the machine sleeps, the other may jump, and is not believed if it went back. */
  function isReliable({ row, writtenAtMonotonic }: OwnMark): boolean {
    const wallMs = clock.now() - row.at;
    return wallMs >= 0 && wallMs < reliedOnMsMax && clock.monotonic() - writtenAtMonotonic < reliedOnMsMax;
  }

  function idleMarks(): readonly OwnMark[] {
    const idleSince = clock.monotonic() - idleMs;
    return [...own].filter((mark) => isSpent(mark) && mark.usedAtMonotonic < idleSince);
  }

  /** Notes what is there, and answers what has been there for so long that whoever wrote it relies on it no more. */
  function findAbandoned(rows: readonly OutboxMark[]): readonly OutboxMark[] {
    const monotonicMs = clock.monotonic();
    seenAt = new Map(rows.map((row) => [keyOf(row), seenAt.get(keyOf(row)) ?? monotonicMs]));
    return rows.filter((row) => (seenAt.get(keyOf(row)) ?? monotonicMs) < monotonicMs - abandonedMs);
  }

  function take(stream: string, version: number): OwnMark {
    const present = current.get(stream);
    if (present && version > present.publishedThrough && isReliable(present)) return present;
    const mark: OwnMark = {
      row: { _id: new ObjectId(), stream, from: version, at: clock.now() },
      writtenAtMonotonic: clock.monotonic(),
      written: undefined,
      appendsUnderWay: 0,
      usedAtMonotonic: 0,
      storedThrough: 0,
      publishedThrough: version - 1,
    };
    current.set(stream, mark);
    own.add(mark);
    return mark;
  }

  function forget(mark: OwnMark): void {
    own.delete(mark);
    if (current.get(mark.row.stream) === mark) current.delete(mark.row.stream);
  }

  /** Forgets them first: who commits to these streams from then on writes other marks. */
  async function remove(marks: readonly OwnMark[]): Promise<void> {
    for (const mark of marks) forget(mark);
    await removeRows(marks.map(({ row }) => row));
  }

  async function removeRows(rows: readonly OutboxMark[]): Promise<void> {
    if (rows.length > 0) await outbox.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } }, hasty);
  }

  /**
   * The marks of these streams as far as this process knows them; only where it knows none it looks. One that another process
   * has written since stays behind, and what is under it may be published twice.
   */
  async function marksOf(streams: ReadonlySet<string>): Promise<readonly OutboxMark[]> {
    const mine = [...own].map(({ row }) => row).filter(({ stream }) => streams.has(stream));
    const seen = [...streams].flatMap((stream) => listed.get(stream) ?? []);
    const known = new Map([...mine, ...seen].map((row) => [keyOf(row), row]));
    const knownStreams = new Set([...known.values()].map(({ stream }) => stream));
    const marks = [...known.values()];
    for (const some of chunksOf([...streams.difference(knownStreams)], streamsPerQuery)) {
      marks.push(...(await outbox.find({ stream: { $in: some } }).toArray()));
    }
    return marks;
  }

  /** Writes those that are new; whoever comes meanwhile waits for the same write. */
  async function write(marks: readonly OwnMark[]): Promise<void> {
    const fresh = marks.filter(({ written }) => written === undefined);
    if (fresh.length > 0) {
      const written = outbox.insertMany(
        fresh.map(({ row }) => row),
        { ordered: false },
      );
      for (const mark of fresh) mark.written = written;
      written.catch(() => fresh.forEach(forget));
    }
    await Promise.all(marks.map(async ({ written }) => written));
  }

  return {
    async cover(keys) {
      const markOf = new Map(keys.map((key) => [key, take(toSortable(key.stream), key.version)]));
      const marks = [...new Set(markOf.values())];
      for (const mark of marks) {
        mark.appendsUnderWay += 1;
        mark.usedAtMonotonic = clock.monotonic();
      }
      const leave = () => marks.forEach((mark) => (mark.appendsUnderWay -= 1));
      await write(marks).catch((error: unknown) => {
        leave();
        throw error;
      });
      return {
        async settle(stored) {
          leave();
          for (const key of stored) {
            const mark = markOf.get(key);
            if (mark) mark.storedThrough = Math.max(mark.storedThrough, key.version);
          }
          await remove(marks.filter((mark) => isSpent(mark) && mark.storedThrough === 0));
        },
      };
    },
    async pending(options) {
      const rows = await outbox.find().toArray();
      const published = new Map(rows.map((row) => [keyOf(row), row.from - 1]));
      for (const mark of own) notePublished(mark, published.get(keyOf(mark.row)) ?? 0);
      const abandoned = findAbandoned(rows);
      listed = Map.groupBy(rows, ({ stream }) => stream);
      const { keys, quiet } = await findPending(commits, rows, { ...options, now: clock.now() });
      await removeRows(abandoned.filter(({ stream }) => quiet.has(stream)));
      await remove(idleMarks());
      return keys;
    },
    async published(watermarks) {
      const through = new Map<string, number>();
      for (const { stream, throughVersion } of watermarks) {
        const name = toSortable(stream);
        through.set(name, Math.max(throughVersion, through.get(name) ?? 0));
      }
      const marks = await marksOf(new Set(through.keys()));
      for (const mark of own) notePublished(mark, through.get(mark.row.stream) ?? 0);
      await remove(idleMarks());
      const moves = marks.flatMap((row) => toMove(row, through.get(row.stream) ?? 0));
      if (moves.length > 0) await outbox.bulkWrite(moves, { ordered: false, ...hasty });
    },
    async close() {
      await remove([...own].filter(isSpent));
    },
  };
}

/** What may be lost: then something is published twice. */
const hasty = { writeConcern: { w: 1 } } as const;

function notePublished(mark: OwnMark, throughVersion: number): void {
  mark.publishedThrough = Math.max(mark.publishedThrough, throughVersion);
}

function isSpent({ appendsUnderWay, publishedThrough, storedThrough }: OwnMark): boolean {
  return appendsUnderWay === 0 && publishedThrough >= storedThrough;
}

function keyOf({ _id }: OutboxMark): string {
  return _id.toHexString();
}

function toMove({ _id, from }: OutboxMark, throughVersion: number): readonly AnyBulkWriteOperation<OutboxMark>[] {
  if (from > throughVersion) return [];
  return [{ updateOne: { filter: { _id }, update: { $max: { from: throughVersion + 1 } } } }];
}

function chunksOf<Item>(items: readonly Item[], size: number): readonly Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
