import type { Commit } from '@myevents/ports';

/** One engine, spoken to through its own client and nothing else of ours. */
export interface RawEngine extends AsyncDisposable {
  /** Stores the commits durably, in the way in which this engine stores many fastest; each under its unique key. */
  append(commits: readonly Commit[]): Promise<void>;
}

const openers: Readonly<Record<string, (url: string) => Promise<RawEngine>>> = {
  postgres: openPostgres,
  mongodb: openMongodb,
  dynamodb: openDynamodb,
};

/** Opens an empty place on the engine of a STORE_URL; what is put there goes when it is disposed of. */
export async function openRawEngine(storeUrl: string): Promise<RawEngine> {
  const scheme = storeUrl.slice(0, storeUrl.indexOf(':'));
  const open = openers[scheme];
  if (!open) throw new Error(`there is no raw ${scheme} to compare with`);
  return open(storeUrl);
}

const placeName = () => `raw_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;

async function openPostgres(url: string): Promise<RawEngine> {
  const { default: pg } = await import('pg');
  const address = new URL(url);
  address.searchParams.delete('prefix');
  const pool = new pg.Pool({ connectionString: address.href, max: 4 });
  const table = placeName();
  await pool.query(`CREATE TABLE ${table} (stream text, version bigint, body text, PRIMARY KEY (stream, version))`);
  return {
    async append(commits) {
      const streams = commits.map(({ stream }) => stream);
      const versions = commits.map(({ version }) => version);
      const bodies = commits.map((commit) => JSON.stringify(commit));
      const rows = 'SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])';
      await pool.query({ name: table, text: `INSERT INTO ${table} ${rows}`, values: [streams, versions, bodies] });
    },
    async [Symbol.asyncDispose]() {
      await pool.query(`DROP TABLE ${table}`);
      await pool.end();
    },
  };
}

async function openMongodb(url: string): Promise<RawEngine> {
  const { MongoClient } = await import('mongodb');
  const client = await MongoClient.connect(url);
  const database = client.db(placeName());
  const collection = database.collection<{ _id: string; body: string }>('commits', {
    writeConcern: { w: 'majority', journal: true },
  });
  return {
    async append(commits) {
      const rows = commits.map((commit) => ({
        _id: `${commit.stream}@${commit.version}`,
        body: JSON.stringify(commit),
      }));
      await collection.insertMany(rows, { ordered: false });
    },
    async [Symbol.asyncDispose]() {
      await database.dropDatabase();
      await client.close();
    },
  };
}

async function openDynamodb(url: string): Promise<RawEngine> {
  const { CreateTableCommand, DeleteTableCommand, DynamoDBClient, PutItemCommand, waitUntilTableExists } = await import(
    '@aws-sdk/client-dynamodb'
  );
  const { searchParams } = new URL(url);
  const endpoint = searchParams.get('endpoint');
  const client = new DynamoDBClient({
    region: searchParams.get('region') ?? 'us-east-1',
    ...(endpoint === null ? {} : { endpoint }),
  });
  const TableName = placeName();
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'stream', KeyType: 'HASH' },
        { AttributeName: 'version', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'stream', AttributeType: 'S' },
        { AttributeName: 'version', AttributeType: 'N' },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
  return {
    async append(commits) {
      const put = async (commit: Commit) =>
        client.send(
          new PutItemCommand({
            TableName,
            Item: {
              stream: { S: commit.stream },
              version: { N: String(commit.version) },
              body: { S: JSON.stringify(commit) },
            },
            ConditionExpression: 'attribute_not_exists(#stream)',
            ExpressionAttributeNames: { '#stream': 'stream' },
          }),
        );
      await Promise.all(commits.map(put));
    },
    async [Symbol.asyncDispose]() {
      await client.send(new DeleteTableCommand({ TableName }));
      client.destroy();
    },
  };
}
