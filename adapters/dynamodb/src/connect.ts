import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type SetupStep, type Store, type StoreOptions, StoreUnavailableError } from '@myevents/ports';
import { createClient } from './client.ts';
import { openStore } from './open-store.ts';
import { createRequests } from './requests.ts';
import { describePlace, readSettings } from './settings.ts';

export interface ConnectOptions {
  /** Told of every table and index, as it is found or made. */
  readonly onSetup?: (step: SetupStep) => void;
}

/** One client of DynamoDB, shared by the stores it opens. Disposed of after them. */
export interface DynamodbConnection extends AsyncDisposable {
  /**
   * Opens the data of one service. Its tables are made if they are missing, and checked otherwise.
   * @throws SetupMissingError naming all that is missing and may not be made; StoreUnavailableError if DynamoDB cannot be used.
   */
  open(options: StoreOptions): Promise<Store>;
}

/**
 * Connects to the DynamoDB of `dynamodb:///PREFIX?region=…`, with credentials from where every AWS client finds them. An answer of
 * `append` means that DynamoDB has the commit and its documents in three zones; `find` may be a moment late.
 * @throws RangeError for a URL that is none; StoreUnavailableError if no region is known.
 */
export async function connectDynamodb(url: string, options: ConnectOptions = {}): Promise<DynamodbConnection> {
  return connectThrough(url, options, () => {});
}

/** The same, with a client that `prepare` has changed. */
export async function connectThrough(
  url: string,
  { onSetup = () => {} }: ConnectOptions,
  prepare: (client: DynamoDBClient) => void,
): Promise<DynamodbConnection> {
  const settings = readSettings(url);
  const client = createClient(settings);
  prepare(client);
  try {
    await client.config.region();
  } catch (error) {
    client.destroy();
    throw new StoreUnavailableError('No AWS region is known: say region=… in the URL, or AWS_REGION.', {
      cause: error,
    });
  }
  const engine = { client, requests: createRequests(describePlace(settings)) };
  return {
    open: async (store) => openStore(engine, settings.prefix, store, onSetup),
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}
