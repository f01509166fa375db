import type { Bus, BusMessage, BusSubscription, CloudEvent } from '@myevents/ports';

/** Hands messages to the ungrouped subscribers of a topic at once. */
export class FakeBus implements Pick<Bus, 'subscribe'> {
  readonly subscriptions = new Set<BusSubscription>();

  async subscribe(subscription: BusSubscription): Promise<AsyncDisposable> {
    this.subscriptions.add(subscription);
    return {
      [Symbol.asyncDispose]: async () => {
        this.subscriptions.delete(subscription);
      },
    };
  }

  async send(topic: string, key: string, data: CloudEvent['data']): Promise<void> {
    const message: BusMessage = { topic, key, events: [toEvent(key, data)] };
    for (const { topics, handle } of this.subscriptions) if (topics.includes(topic)) await handle(message);
  }

  reconnect(): void {
    for (const { onReconnect } of this.subscriptions) onReconnect?.();
  }

  asBus(): Bus {
    return this as unknown as Bus;
  }
}

function toEvent(key: string, data: CloudEvent['data']): CloudEvent {
  return {
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: '/test',
    type: 'myevents.test',
    subject: key,
    time: '2027-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    partitionkey: key,
    data,
  };
}
