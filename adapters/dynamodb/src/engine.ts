import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Requests } from './requests.ts';

/** What every part of the adapter needs to talk to DynamoDB. */
export interface Engine {
  readonly client: DynamoDBClient;
  readonly requests: Requests;
}

/** Waits for all, then fails with the first failure: nothing of a rejected call is still under way. */
export async function settleAll<Answer>(promises: readonly Promise<Answer>[]): Promise<readonly Answer[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
