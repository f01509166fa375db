import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Settings } from './settings.ts';

/** So many requests are under way at once; further ones wait for a lane (requests.ts). */
export const lanesMax = 32;

/**
 * A client that tries once: the retries are ours (requests.ts), which know what may be repeated and for how long.
 * Credentials come from the default chain: environment, profile, container or instance role.
 */
export function createClient({ region, endpoint }: Settings): DynamoDBClient {
  return new DynamoDBClient({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 1_000,
      httpAgent: { keepAlive: true, maxSockets: lanesMax },
      httpsAgent: { keepAlive: true, maxSockets: lanesMax },
    },
  });
}
