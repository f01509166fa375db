import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import type { CallLimits, Connection } from './connection.ts';
import { isGone } from './failures.ts';

type Caller = Connection['call'];

/** The address of a queue; undefined if there is none. */
export async function findQueue(call: Caller, name: string): Promise<string | undefined> {
  try {
    const { QueueUrl } = await call(({ sqs }, options) =>
      sqs.send(new GetQueueUrlCommand({ QueueName: name }), options),
    );
    return QueueUrl;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export interface NewQueue {
  readonly name: string;
  readonly attributes: Partial<Record<QueueAttributeName, string>>;
  readonly tags?: Record<string, string>;
}

/** Answers its address. A queue of this name with the same attributes is taken as it is. */
export async function createQueue(call: Caller, { name, attributes, tags }: NewQueue): Promise<string> {
  const Attributes = {
    FifoQueue: 'true',
    DeduplicationScope: 'messageGroup', // together: thousands of messages a second, not three hundred
    FifoThroughputLimit: 'perMessageGroupId',
    ...attributes,
  };
  const command = new CreateQueueCommand({ QueueName: name, Attributes, ...(tags ? { tags } : {}) });
  const { QueueUrl } = await call(({ sqs }, options) => sqs.send(command, options));
  if (QueueUrl === undefined) throw new Error(`SQS created ${name} without an address.`);
  return QueueUrl;
}

export async function readArn(call: Caller, url: string): Promise<string> {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
  const { Attributes } = await call(({ sqs }, options) => sqs.send(command, options));
  return Attributes?.['QueueArn'] ?? '';
}

/** How many messages lie there, those that somebody has received included; on AWS up to a minute old. */
export async function countMessages(call: Caller, url: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] });
  const { Attributes = {} } = await call(({ sqs }, options) => sqs.send(command, options));
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** All queues whose name begins so, with their addresses. */
export async function listQueues(call: Caller, prefix: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let next: string | undefined;
  do {
    const page = { QueueNamePrefix: prefix, MaxResults: 1_000, ...(next === undefined ? {} : { NextToken: next }) };
    const answer = await call(({ sqs }, options) => sqs.send(new ListQueuesCommand(page), options));
    for (const url of answer.QueueUrls ?? []) found.set(url.slice(url.lastIndexOf('/') + 1), url);
    next = answer.NextToken;
  } while (next !== undefined);
  return found;
}

/** A queue that is gone already is as good. */
export async function deleteQueue(call: Caller, url: string): Promise<void> {
  try {
    await call(({ sqs }, options) => sqs.send(new DeleteQueueCommand({ QueueUrl: url }), options));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

export interface Receive extends CallLimits {
  readonly url: string;
  readonly waitSeconds: number;
  readonly visibilityMs: number;
  /** The same as that of a call whose answer was lost: then what that one took is given again, instead of staying hidden. */
  readonly attemptId?: string;
}

/** At most ten messages, in order within each message group, of which nobody else has one. */
export async function receive(call: Caller, options: Receive): Promise<readonly Message[]> {
  const { url, waitSeconds, visibilityMs, attemptId, signal } = options;
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: waitSeconds,
    VisibilityTimeout: Math.ceil(visibilityMs / 1_000),
    ...(attemptId === undefined ? {} : { ReceiveRequestAttemptId: attemptId }),
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
  });
  const limits = { withinMs: waitSeconds * 1_000 + 4_500, ...(signal ? { signal } : {}) };
  const { Messages } = await call(({ sqs }, callOptions) => sqs.send(command, callOptions), limits);
  return Messages ?? [];
}

/** Ten at a time; answers the receipts that are no longer good: somebody else has those messages, or they are gone. */
export async function deleteMessages(
  call: Caller,
  url: string,
  receipts: readonly string[],
): Promise<readonly string[]> {
  const Entries = receipts.map((ReceiptHandle, n) => ({ Id: `${n}`, ReceiptHandle }));
  const command = new DeleteMessageBatchCommand({ QueueUrl: url, Entries });
  const { Failed = [] } = await call(({ sqs }, options) => sqs.send(command, options));
  return Failed.map(({ Id }) => receipts[Number(Id)] ?? '');
}

/** Ten at a time: they are ours for so long from now, or with 0 anybody's at once. Answers the receipts that are no longer good. */
export async function changeVisibility(
  call: Caller,
  {
    url,
    receipts,
    visibilityMs,
  }: { readonly url: string; readonly receipts: readonly string[]; readonly visibilityMs: number },
): Promise<readonly string[]> {
  const VisibilityTimeout = Math.ceil(visibilityMs / 1_000);
  const Entries = receipts.map((ReceiptHandle, n) => ({ Id: `${n}`, ReceiptHandle, VisibilityTimeout }));
  const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries });
  const { Failed = [] } = await call(({ sqs }, options) => sqs.send(command, options));
  return Failed.map(({ Id }) => receipts[Number(Id)] ?? '');
}

/** As many as one call takes. */
export function* inTens<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += 10) yield items.slice(at, at + 10);
}

export async function tagQueue(call: Caller, url: string, tags: Record<string, string>): Promise<void> {
  const command = new TagQueueCommand({ QueueUrl: url, Tags: tags });
  await call(({ sqs }, options) => sqs.send(command, options));
}

/** Undefined if the queue is gone. */
export async function readTags(call: Caller, url: string): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    const command = new ListQueueTagsCommand({ QueueUrl: url });
    const { Tags = {} } = await call(({ sqs }, options) => sqs.send(command, options));
    return Tags;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
