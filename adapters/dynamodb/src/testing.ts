import { DeleteTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createClient } from './client.ts';
import { type ConnectOptions, connectThrough, type DynamodbConnection } from './connect.ts';
import { settleAll } from './engine.ts';
import { isNamed } from './failure.ts';
import { readSettings } from './settings.ts';

// For tests alone: cleaning up, and the faults that a local DynamoDB does not have.

/** Removes every table under the prefix of this URL. */
export async function removeAll(url: string): Promise<void> {
  const settings = readSettings(url);
  const client = createClient(settings);
  try {
    for (let after = `${settings.prefix}_`; ; ) {
      const { TableNames: names = [], LastEvaluatedTableName: last } = await client.send(
        new ListTablesCommand({ ExclusiveStartTableName: after }),
      );
      const ours = names.filter((name) => name.startsWith(`${settings.prefix}_`));
      await settleAll(
        ours.map(async (TableName) => {
          await client.send(new DeleteTableCommand({ TableName })).catch((error: unknown) => {
            if (!isNamed(error, 'ResourceNotFoundException')) throw error;
          });
        }),
      );
      if (last === undefined || ours.length < names.length) return;
      after = last;
    }
  } finally {
    client.destroy();
  }
}

/** A request to DynamoDB, as its client was asked for it: `PutItem` and its input. */
export interface SeenRequest {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What becomes of a request: an error before it is sent, or after DynamoDB did it; another answer; undefined to let it be. */
export type Fault = (
  request: SeenRequest,
) => { readonly before: Error } | { readonly after: Error } | { readonly answer: object } | undefined;

/** An error as DynamoDB answers it. */
export function answeredError(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(`${name}, injected`), { name, $metadata: { httpStatusCode } });
}

/** Connects through a fault that is asked about every single attempt. */
export async function connectThroughFault(
  url: string,
  fault: Fault,
  options: ConnectOptions = {},
): Promise<DynamodbConnection> {
  return connectThrough(url, options, (client) => {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const operation = String(context['commandName']).replace(/Command$/, '');
        const chosen = fault({ operation, input: { ...args.input } });
        if (chosen && 'before' in chosen) throw chosen.before;
        const answer = await next(args);
        if (chosen && 'after' in chosen) throw chosen.after;
        return chosen ? { ...answer, output: { ...answer.output, ...chosen.answer } } : answer;
      },
      { step: 'initialize', name: 'fault' },
    );
  });
}
