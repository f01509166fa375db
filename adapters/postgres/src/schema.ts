/** Indexes that one collection can have: so many columns and indexes does the table of documents have for them. */
export const slotsMax = 6;

/** 1 to slotsMax. */
export const slots: readonly number[] = Array.from({ length: slotsMax }, (_, n) => n + 1);

/** Something in the database that the store needs, and how it is made. */
export interface SchemaPart {
  /** Kind and qualified name, as SetupStep.what. */
  readonly what: string;
  readonly sql: string;
}

/** The columns of a document, in the order in which `put_documents` takes their arrays. */
const documentColumns = ['collection', 'id', 'version', 'document', ...slots.map((slot) => `entry_${slot}`)];
const documentArrays = `smallint[], text[], bigint[], text[], ${slots.map(() => 'bytea[]').join(', ')}`;

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Everything in a service's schema, in the order in which it can be made. Names are compared and sorted byte by byte. A
 * function's name carries its version, so that processes of two releases can work side by side.
 */
export function partsOf(schema: string): readonly SchemaPart[] {
  const s = quote(schema);
  return [
    { what: `schema ${schema}`, sql: `CREATE SCHEMA ${s}` },
    { what: `table ${schema}.commits`, sql: createCommits(s) },
    { what: `table ${schema}.outbox`, sql: createOutbox(s) },
    {
      what: `index ${schema}.outbox_by_stream`,
      sql: `CREATE INDEX outbox_by_stream ON ${s}.outbox (stream, version)`,
    },
    { what: `table ${schema}.collections`, sql: createCollections(s) },
    { what: `table ${schema}.documents`, sql: createDocuments(s) },
    ...slots.map((slot) => ({
      what: `index ${schema}.documents_by_entry_${slot}`,
      sql: `CREATE INDEX documents_by_entry_${slot} ON ${s}.documents (entry_${slot}, id) WHERE entry_${slot} IS NOT NULL`,
    })),
    { what: `function ${schema}.put_documents_1`, sql: createPutDocuments(s) },
    { what: `function ${schema}.append_1`, sql: createAppend(s) },
    { what: `function ${schema}.mark_published_1`, sql: createMarkPublished(s) },
  ];
}

function createCommits(s: string): string {
  return `CREATE TABLE ${s}.commits (
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    events text NOT NULL,
    PRIMARY KEY (stream, version)
  )`;
}

/**
 * The commits nobody has marked as published: a commit itself is written once and never touched again. Positions grow
 * within a stream, because a version is only appended after the one before it can be seen. Rows come and go quickly, so
 * their space is reclaimed by number and not by share.
 */
function createOutbox(s: string): string {
  return `CREATE TABLE ${s}.outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    stored_at timestamptz NOT NULL
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)`;
}

/** Which number a collection has, and for which indexes its documents have their entries. */
function createCollections(s: string): string {
  return `CREATE TABLE ${s}.collections (
    number smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    indexes text NOT NULL
  )`;
}

/** A document without text is a tombstone. Entry n is its place in the collection's n-th index (entry.ts). */
function createDocuments(s: string): string {
  return `CREATE TABLE ${s}.documents (
    collection smallint NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    document text,
    ${slots.map((slot) => `entry_${slot} bytea,`).join(' ')}
    PRIMARY KEY (collection, id)
  ) WITH (fillfactor = 85)`;
}

/**
 * Puts documents that are newer, in the order of their keys so that two of these never wait for each other. The last two
 * parameters leave out the documents of commits that lost: for each document the place of its commit, and the places that lost.
 */
function createPutDocuments(s: string): string {
  const columns = documentColumns.join(', ');
  const [owners, lost] = [documentColumns.length + 1, documentColumns.length + 2];
  return `CREATE FUNCTION ${s}.put_documents_1 (${documentArrays}, integer[], integer[])
  RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO ${s}.documents AS old (${columns})
    SELECT DISTINCT ON (collection, id COLLATE "C") ${columns}
    FROM unnest(${documentColumns.map((_, n) => `$${n + 1}`).join(', ')}, $${owners})
      WITH ORDINALITY AS new (${columns}, owner, n)
    WHERE $${lost} IS NULL OR owner <> ALL ($${lost})
    ORDER BY collection, id COLLATE "C", version DESC, n
    ON CONFLICT (collection, id) DO UPDATE
    SET ${documentColumns
      .slice(2)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}
    WHERE excluded.version > old.version;
  END $$`;
}

/**
 * Appends commits given as arrays of stream, version, id, time and events, with the documents of those that are there
 * afterwards, and answers with the places (from 1) of the commits that are not: another writer's stands there, or the one
 * before is missing. Each statement sees what was committed when it began, so that the second one recognises
 * commits that were there already.
 */
function createAppend(s: string): string {
  const documents = Array.from({ length: documentColumns.length + 1 }, (_, n) => `$${n + 6}`).join(', ');
  return `CREATE FUNCTION ${s}.append_1 (
    text[], bigint[], text[], bigint[], text[], ${documentArrays}, integer[]
  ) RETURNS integer[] LANGUAGE plpgsql AS $$
  DECLARE
    appended bigint;
    lost integer[];
  BEGIN
    IF current_setting('synchronous_commit') = 'off' THEN
      PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    WITH fresh AS (
      INSERT INTO ${s}.commits (stream, version, id, at, events)
      SELECT stream, version, id, at, events
      FROM unnest($1, $2, $3, $4, $5) AS new (stream, version, id, at, events)
      WHERE version = 1 OR EXISTS (
        SELECT FROM ${s}.commits AS before WHERE before.stream = new.stream AND before.version = new.version - 1
      )
      ORDER BY stream COLLATE "C", version
      ON CONFLICT (stream, version) DO NOTHING
      RETURNING stream, version
    )
    INSERT INTO ${s}.outbox (stream, version, stored_at) SELECT stream, version, clock_timestamp() FROM fresh;
    GET DIAGNOSTICS appended = ROW_COUNT;
    IF appended < cardinality($1) THEN
      lost := ARRAY(
        SELECT n FROM unnest($1, $2, $3) WITH ORDINALITY AS new (stream, version, id, n)
        WHERE NOT EXISTS (
          SELECT FROM ${s}.commits AS present
          WHERE present.stream = new.stream AND present.version = new.version AND present.id = new.id
        )
      );
    END IF;
    IF cardinality($6) > 0 THEN
      PERFORM ${s}.put_documents_1(${documents}, lost);
    END IF;
    RETURN lost;
  END $$`;
}

/** A lost mark only means that something is published twice: this is not worth waiting for the disk, or for another marker. */
function createMarkPublished(s: string): string {
  return `CREATE FUNCTION ${s}.mark_published_1 (text[], bigint[])
  RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    DELETE FROM ${s}.outbox WHERE position = ANY (ARRAY(
      SELECT position
      FROM unnest($1, $2) AS mark (stream, through_version)
      JOIN ${s}.outbox AS entry ON entry.stream = mark.stream AND entry.version <= through_version
      FOR UPDATE OF entry SKIP LOCKED
    ));
  END $$`;
}
