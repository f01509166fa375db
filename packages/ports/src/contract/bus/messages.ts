import type { Bus, BusMessage, BusTopology } from '../../bus.ts';
import type { JsonObject } from '../../json.ts';

/** One broker, to which every `open` makes a further connection with `contractTopology` and `contractRetries`. */
export interface BusSubject {
  open(): Promise<Bus>;
}

export const work = 'contract-work';
export const shared = 'contract-shared';
export const news = 'contract-news';

/** The topics and groups that the bus suite uses; a runner declares them before a case begins. */
export const contractTopology: BusTopology = {
  topics: [
    { name: work, groups: ['workers'] },
    { name: shared, groups: ['left', 'right'] },
    { name: news, groups: [] },
  ],
};

/** How the suite wants failing handlers to be tried again: few and fast, so that dead letters come while one watches. */
export const contractRetries = { attemptsMax: 6, backoffMs: 25 } as const;

/** The `n`th message of a key: one event that tells both. */
export function messageOf(topic: string, key: string, n: number, data: JsonObject = {}): BusMessage {
  return {
    topic,
    key,
    events: [
      {
        specversion: '1.0',
        id: `${key}-${n}`,
        source: '/contract',
        type: 'myevents.contract.noted',
        subject: key,
        time: '2026-01-01T00:00:00.000Z',
        datacontenttype: 'application/json',
        partitionkey: key,
        data: { ...data, n },
      },
    ],
  };
}

export function idOf(message: BusMessage): string {
  return message.events[0]?.id ?? 'no event';
}

/** Notes what it is handed, in order; does `then` with it first, if given. */
export function createInbox(then?: (message: BusMessage) => Promise<void>) {
  const messages: BusMessage[] = [];
  return {
    messages,
    ids: () => messages.map(idOf),
    has: (id: string) => messages.some((message) => idOf(message) === id),
    async handle(message: BusMessage): Promise<void> {
      await then?.(message);
      messages.push(message);
    },
  };
}

/** Ids of one key's messages in order, at-least-once repetitions of the one before taken out. */
export function idsOfKey(messages: readonly BusMessage[], key: string): readonly string[] {
  const ids = messages.filter((message) => message.key === key).map(idOf);
  return ids.filter((id, n) => id !== ids[n - 1]);
}
