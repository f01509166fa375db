import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Clients } from './clients.ts';
import type { Connection } from './connection.ts';
import { isGone } from './failures.ts';

type Caller = Connection['call'];

function snsOf({ sns }: Clients): NonNullable<Clients['sns']> {
  if (!sns) throw new Error('There is no SNS without mode=sns.');
  return sns;
}

export async function isTopic(call: Caller, arn: string): Promise<boolean> {
  try {
    const command = new GetTopicAttributesCommand({ TopicArn: arn });
    await call((clients, options) => snsOf(clients).send(command, options));
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Answers its ARN. A topic of this name is taken as it is. */
export async function createTopic(call: Caller, name: string): Promise<string> {
  const Attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'false', FifoThroughputScope: 'MessageGroup' };
  const command = new CreateTopicCommand({ Name: name, Attributes });
  const { TopicArn = '' } = await call((clients, options) => snsOf(clients).send(command, options));
  return TopicArn;
}

/** The subscribed queues of a topic: from the ARN of the queue to that of the subscription. */
export async function listSubscriptions(call: Caller, topicArn: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let next: string | undefined;
  do {
    const page = { TopicArn: topicArn, ...(next === undefined ? {} : { NextToken: next }) };
    const command = new ListSubscriptionsByTopicCommand(page);
    const answer = await call((clients, options) => snsOf(clients).send(command, options));
    for (const { Endpoint, SubscriptionArn } of answer.Subscriptions ?? [])
      if (Endpoint !== undefined && SubscriptionArn !== undefined) found.set(Endpoint, SubscriptionArn);
    next = answer.NextToken === '' ? undefined : answer.NextToken;
  } while (next !== undefined);
  return found;
}

export interface NewSubscription {
  readonly topicArn: string;
  readonly queueArn: string;
  /** Only what was published: neither broadcasts nor probes. */
  readonly isPublishedOnly: boolean;
}

/** Answers the subscription's ARN; the same one if it is there already. */
export async function subscribeQueue(call: Caller, { topicArn, queueArn, isPublishedOnly }: NewSubscription) {
  const command = new SubscribeCommand({
    TopicArn: topicArn,
    Protocol: 'sqs',
    Endpoint: queueArn,
    ReturnSubscriptionArn: true,
    Attributes: {
      RawMessageDelivery: 'true',
      ...(isPublishedOnly ? { FilterPolicy: JSON.stringify({ kind: [{ exists: false }] }) } : {}),
    },
  });
  const { SubscriptionArn = '' } = await call((clients, options) => snsOf(clients).send(command, options));
  return SubscriptionArn;
}

export async function unsubscribe(call: Caller, subscriptionArn: string): Promise<void> {
  try {
    const command = new UnsubscribeCommand({ SubscriptionArn: subscriptionArn });
    await call((clients, options) => snsOf(clients).send(command, options));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
