import {
  type AppendEntry,
  type Commit,
  type CommitKey,
  type EventLog,
  encodeEvents,
  type LoggedEvent,
} from '@myevents/ports';
import { toBigintArray, toIntegerArray, toTextArray } from './binary-array.ts';
import type { Collections } from './collections.ts';
import { type Row, toStatement } from './database.ts';
import { toDocumentArrays } from './document-rows.ts';
import { decodeName, encodeName } from './name.ts';
import { quote, slotsMax } from './schema.ts';
import type { Query } from './store.ts';

/** So many rows are read at once. */
const rowsPerRead = 200;

export function createEventLog(query: Query, schema: string, collections: Collections): EventLog {
  const statements = prepare(quote(schema));

  async function* read(stream: string, afterVersion = 0): AsyncGenerator<Commit> {
    for (let after = afterVersion; ; ) {
      const rows = await query(statements.read, [encodeName(stream), after]);
      for (const row of rows) yield toCommit(stream, row);
      if (rows.length < rowsPerRead) return;
      after = Number(rows.at(-1)?.['version']);
    }
  }

  async function* streams(prefix: string): AsyncGenerator<string> {
    const start = encodeName(prefix);
    for (let rows = await query(statements.streamsFrom, [start]); rows.length > 0; ) {
      const found = rows.map((row) => String(row['stream']));
      for (const stream of found) {
        if (!stream.startsWith(start)) return;
        yield decodeName(stream);
      }
      rows = await query(statements.streamsAfter, [found.at(-1) ?? '']);
    }
  }

  return {
    async append(batch) {
      if (batch.length === 0) return [];
      const [row] = await query(statements.append, toAppendArrays(batch, collections));
      const lost = new Set(row?.['lost'] as readonly number[] | null);
      return batch.map((_, n) => (lost.has(n + 1) ? 'conflict' : 'committed'));
    },
    read,
    async readOne({ stream, version }) {
      const [row] = await query(statements.readOne, [encodeName(stream), version]);
      return row && toCommit(stream, row);
    },
    streams,
    async pending({ olderThanMs, limit }) {
      return untilYoung(await query(statements.pending, [olderThanMs, limit]));
    },
    async published(watermarks) {
      if (watermarks.length === 0) return;
      const streamNames = toTextArray(watermarks.map(({ stream }) => encodeName(stream)));
      const versions = toBigintArray(watermarks.map(({ throughVersion }) => throughVersion));
      await query(statements.published, [streamNames, versions]);
    },
  };
}

function prepare(s: string) {
  const columns = 'version, id, at, events';
  const appendParameters = Array.from({ length: 5 + 4 + slotsMax + 1 }, (_, n) => `$${n + 1}`).join(', ');
  // Jumps from stream to stream in the index, so that it costs as much as there are streams, not commits.
  const streams = (operator: '>=' | '>') =>
    toStatement(`WITH RECURSIVE found (stream) AS (
      (SELECT stream FROM ${s}.commits WHERE stream ${operator} $1 ORDER BY stream LIMIT 1)
      UNION ALL
      SELECT (SELECT next.stream FROM ${s}.commits AS next WHERE next.stream > found.stream ORDER BY next.stream LIMIT 1)
      FROM found WHERE found.stream IS NOT NULL
    ) SELECT stream FROM found WHERE stream IS NOT NULL LIMIT ${rowsPerRead}`);
  return {
    append: toStatement(`SELECT ${s}.append_1(${appendParameters}) AS lost`),
    read: toStatement(
      `SELECT ${columns} FROM ${s}.commits WHERE stream = $1 AND version > $2 ORDER BY version LIMIT ${rowsPerRead}`,
    ),
    readOne: toStatement(`SELECT ${columns} FROM ${s}.commits WHERE stream = $1 AND version = $2`),
    streamsFrom: streams('>='),
    streamsAfter: streams('>'),
    pending: toStatement(`SELECT stream, version,
      stored_at > clock_timestamp() - $1::float8 * interval '1 millisecond' AND stored_at <= clock_timestamp() AS young
      FROM ${s}.outbox ORDER BY position LIMIT $2`),
    published: toStatement(`SELECT ${s}.mark_published_1($1, $2)`),
  };
}

function toAppendArrays(batch: readonly AppendEntry[], collections: Collections): readonly Buffer[] {
  const commits = batch.map(({ commit }) => commit);
  return [
    toTextArray(commits.map(({ stream }) => encodeName(stream))),
    toBigintArray(commits.map(({ version }) => version)),
    toTextArray(commits.map(({ id }) => encodeName(id))),
    toBigintArray(commits.map(({ at }) => at)),
    toTextArray(commits.map(encodeEvents)),
    ...toDocumentArrays(
      batch.flatMap(({ documents }) => documents),
      collections,
    ),
    toIntegerArray(batch.flatMap(({ documents }, n) => documents.map(() => n + 1))),
  ];
}

/**
 * In the order of their positions, up to the first that is still young: so that nothing overtakes an earlier commit of its
 * stream, whatever the clock did. What was stored "in the future" is old: the clock was set back since.
 */
function untilYoung(rows: readonly Row[]): readonly CommitKey[] {
  const firstYoung = rows.findIndex(({ young }) => young === true);
  const old = firstYoung === -1 ? rows : rows.slice(0, firstYoung);
  return old.map(({ stream, version }) => ({ stream: decodeName(String(stream)), version: Number(version) }));
}

function toCommit(stream: string, { version, id, at, events }: Row): Commit {
  return {
    stream,
    version: Number(version),
    id: decodeName(String(id)),
    at: Number(at),
    events: JSON.parse(String(events)) as readonly LoggedEvent[],
  };
}
