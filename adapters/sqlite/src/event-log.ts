import { setImmediate } from 'node:timers/promises';
import {
  type AppendEntry,
  type Commit,
  type CommitKey,
  type EventLog,
  encodeEvents,
  type LoggedEvent,
} from '@myevents/ports';
import type { EncodeDocument } from './document-store.ts';
import type { Reader, Row } from './reader.ts';
import type { Value } from './write-job.ts';
import type { Writer } from './writer.ts';

/** So many rows are read at once; between two such reads everything else has its turn. */
const rowsPerRead = 200;

export function createEventLog(reader: Reader, writer: Writer, encodeDocument: EncodeDocument): EventLog {
  return {
    async append(batch) {
      if (batch.length === 0) return [];
      const outcomes = await writer.send('append', toValues(batch, encodeDocument));
      return outcomes.map((isThere) => (isThere ? 'committed' : 'conflict'));
    },
    read: (stream, afterVersion = 0) => readCommits(reader, stream, afterVersion),
    async readOne({ stream, version }) {
      const row = reader.get('SELECT * FROM commits WHERE stream = ? AND version = ?', stream, version);
      return row && toCommit(row);
    },
    streams: (prefix) => readStreams(reader, prefix),
    async pending({ olderThanMs, limit }) {
      return readPending(reader, { olderThanMs, limit });
    },
    async published(watermarks) {
      if (watermarks.length === 0) return;
      const values = watermarks.flatMap(({ stream, throughVersion }) => [stream, throughVersion]);
      await writer.send('published', values);
    },
  };
}

function toValues(batch: readonly AppendEntry[], encodeDocument: EncodeDocument): readonly Value[] {
  const values: Value[] = [];
  for (const { commit, documents } of batch) {
    values.push(commit.stream, commit.version, commit.id, commit.at, encodeEvents(commit), documents.length);
    for (const document of documents) values.push(...encodeDocument(document));
  }
  return values;
}

async function* readCommits(reader: Reader, stream: string, afterVersion: number): AsyncGenerator<Commit> {
  const sql = `SELECT * FROM commits WHERE stream = ? AND version > ? ORDER BY version LIMIT ${rowsPerRead}`;
  for (let after = afterVersion; ; ) {
    const rows = reader.all(sql, stream, after);
    for (const row of rows) yield toCommit(row);
    if (rows.length < rowsPerRead) return;
    after = Number(rows.at(-1)?.['version']);
    await setImmediate();
  }
}

/** Jumps from stream to stream in the index, so that it costs as much as there are streams, not commits. */
async function* readStreams(reader: Reader, prefix: string): AsyncGenerator<string> {
  const next = '(SELECT min(stream) FROM commits WHERE stream > found.stream)';
  const from = (operator: '>=' | '>') => `WITH RECURSIVE found (stream) AS (
    SELECT min(stream) FROM commits WHERE stream ${operator} ?
    UNION ALL SELECT ${next} FROM found WHERE stream IS NOT NULL LIMIT ${rowsPerRead}
  ) SELECT stream FROM found WHERE stream IS NOT NULL`;
  for (let rows = reader.all(from('>='), prefix); rows.length > 0; ) {
    const streams = rows.map((row) => String(row['stream']));
    for (const stream of streams) {
      if (!stream.startsWith(prefix)) return;
      yield stream;
    }
    await setImmediate();
    rows = reader.all(from('>'), streams.at(-1) ?? '');
  }
}

/**
 * In the order of their positions, up to the first that is still young: so that nothing overtakes an earlier commit of its
 * stream, whatever the clock did. What was stored "in the future" is old: the clock was set back since.
 */
function readPending(
  reader: Reader,
  options: { readonly olderThanMs: number; readonly limit: number },
): readonly CommitKey[] {
  const sql = `SELECT stream, version, stored_at FROM outbox JOIN commits USING (position) ORDER BY outbox.position LIMIT ?`;
  const now = Date.now();
  const rows = reader.all(sql, options.limit);
  const firstYoung = rows.findIndex(({ stored_at: storedAt }) => {
    return Number(storedAt) > now - options.olderThanMs && Number(storedAt) <= now;
  });
  const old = firstYoung === -1 ? rows : rows.slice(0, firstYoung);
  return old.map(({ stream, version }) => ({ stream: String(stream), version: Number(version) }));
}

function toCommit({ stream, version, id, at, events }: Row): Commit {
  return {
    stream: String(stream),
    version: Number(version),
    id: String(id),
    at: Number(at),
    events: JSON.parse(String(events)) as readonly LoggedEvent[],
  };
}
