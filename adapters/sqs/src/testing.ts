import { DeleteTopicCommand, ListTopicsCommand, type ListTopicsCommandOutput } from '@aws-sdk/client-sns';
import { createClients } from './clients.ts';
import { deleteQueue, listQueues } from './queue-calls.ts';
import { readSqsUrl } from './url.ts';

/** Removes every queue and topic of an installation, with all that is in them. */
export async function removeAll(url: string): Promise<void> {
  const settings = readSqsUrl(url);
  using clients = createClients(settings);
  const call = async <Output>(run: (all: typeof clients, options: { abortSignal: AbortSignal }) => Promise<Output>) =>
    run(clients, { abortSignal: AbortSignal.timeout(20_000) });
  for (const queue of (await listQueues(call, `${settings.prefix}_`)).values()) await deleteQueue(call, queue);
  const { sns } = clients;
  if (!sns) return;
  let next: string | undefined;
  do {
    const page: ListTopicsCommandOutput = await sns.send(
      new ListTopicsCommand(next === undefined ? {} : { NextToken: next }),
    );
    for (const { TopicArn = '' } of page.Topics ?? [])
      if (TopicArn.includes(`:${settings.prefix}_`)) await sns.send(new DeleteTopicCommand({ TopicArn }));
    next = page.NextToken;
  } while (next !== undefined && next !== '');
}
