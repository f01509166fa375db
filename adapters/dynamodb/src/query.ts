import { type AttributeValue, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Engine } from './engine.ts';

export type Item = Record<string, AttributeValue>;

/** All items of a query in its order, page by page as they are asked for. `Limit` is the size of the first page; later ones grow. */
export async function* queryItems({ client, requests }: Engine, input: QueryCommandInput): AsyncGenerator<Item> {
  let after: Item | undefined;
  let limit = input.Limit;
  do {
    const command = new QueryCommand({
      ...input,
      ...(limit === undefined ? {} : { Limit: limit }),
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    });
    const page = await requests.run(async (options) => client.send(command, options));
    yield* page.Items ?? [];
    after = page.LastEvaluatedKey;
    limit = limit === undefined ? undefined : limit * 2;
  } while (after !== undefined);
}

/** Several ordered sources as one ordered source; all begin at once. */
export async function* mergeOrdered<Value>(
  sources: readonly AsyncGenerator<Value>[],
  compare: (left: Value, right: Value) => number,
): AsyncGenerator<Value> {
  try {
    const heads = await Promise.all(sources.map(async (source) => ({ source, result: await source.next() })));
    for (;;) {
      let first: (typeof heads)[number] | undefined;
      for (const head of heads) {
        if (head.result.done) continue;
        if (!first || first.result.done || compare(head.result.value, first.result.value) < 0) first = head;
      }
      if (!first || first.result.done) return;
      yield first.result.value;
      first.result = await first.source.next();
    }
  } finally {
    await Promise.all(sources.map(async (source) => source.return(undefined)));
  }
}
