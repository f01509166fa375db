import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { Collection } from '@myevents/ports';
import { type StoredIndex, toStoredIndex } from './stored-index.ts';

/** A collection with its table and indexes. */
export interface StoredCollection {
  readonly collection: Collection;
  readonly table: string;
  readonly indexes: readonly StoredIndex[];
}

/** All tables of one service. */
export interface Tables {
  /** Commits under (stream, version). */
  readonly commits: string;
  /** For each stream how far it may be written and how far it is published (marks.ts). */
  readonly marks: string;
  readonly collections: readonly StoredCollection[];
}

/** Index of the commits table: the first commit of each stream, under its shard. */
export const streamsIndex = 'streams';
/** Index of the marks table: streams that may have something to publish, under their shard. */
export const pendingIndex = 'pending';

/** @throws RangeError for names that cannot be those of tables. */
export function tablesOf(prefix: string, service: string, collections: readonly Collection[]): Tables {
  if (!/^[a-z][a-z0-9-]*$/.test(service))
    throw new RangeError(`"${service}" cannot be the name of a service's tables.`);
  const base = `${prefix}_${service}`;
  return {
    commits: `${base}.commits`,
    marks: `${base}.marks`,
    collections: collections.map((collection) => {
      if (!/^[A-Za-z0-9_.-]{1,80}$/.test(collection.name)) {
        throw new RangeError(`"${collection.name}" cannot be the name of a collection's table.`);
      }
      const indexes = collection.indexes.map(toStoredIndex);
      return { collection, table: `${base}.documents.${collection.name}`, indexes };
    }),
  };
}

/** What each table is made of, as DynamoDB wants to be told. */
export function definitionsOf({ commits, marks, collections }: Tables): readonly TableDefinition[] {
  return [
    define(commits, [hashKey('streamName', 'S'), rangeKey('version', 'N')], {
      [streamsIndex]: [hashKey('streamShard', 'N'), rangeKey('streamName', 'S')],
    }),
    define(marks, [hashKey('id', 'S')], {
      [pendingIndex]: [hashKey('pendingShard', 'N'), rangeKey('checkAt', 'N')],
    }),
    ...collections.map(({ table, indexes }) =>
      define(
        table,
        [hashKey('id', 'S')],
        Object.fromEntries(
          indexes.map(({ name, keyAttribute, placeAttribute }) => [
            name,
            [hashKey(keyAttribute, 'S'), rangeKey(placeAttribute, 'B')],
          ]),
        ),
      ),
    ),
  ];
}

export interface TableDefinition {
  readonly name: string;
  readonly table: CreateTableCommandInput;
  readonly indexes: readonly GlobalSecondaryIndex[];
}

interface KeyPart {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
  readonly role: 'HASH' | 'RANGE';
}

function hashKey(name: string, type: KeyPart['type']): KeyPart {
  return { name, type, role: 'HASH' };
}

function rangeKey(name: string, type: KeyPart['type']): KeyPart {
  return { name, type, role: 'RANGE' };
}

/** On demand: nothing to provision, and an idle installation costs its storage. Indexes hold keys only. */
function define(
  name: string,
  key: readonly KeyPart[],
  indexKeys: Readonly<Record<string, readonly KeyPart[]>>,
): TableDefinition {
  const indexes = Object.entries(indexKeys).map(([indexName, parts]) => ({
    IndexName: indexName,
    KeySchema: schemaOf(parts),
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  }));
  const types = new Map([...key, ...Object.values(indexKeys).flat()].map((part) => [part.name, part.type]));
  return {
    name,
    indexes,
    table: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schemaOf(key),
      AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
    },
  };
}

function schemaOf(parts: readonly KeyPart[]) {
  return parts.map(({ name, role }) => ({ AttributeName: name, KeyType: role }));
}
