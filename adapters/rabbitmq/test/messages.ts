import type { BusMessage, BusTopology, JsonObject } from '@myevents/ports';

/** The topic with a group in these tests, and the one without. */
export const work = 'work';
export const news = 'news';
export const workers = 'workers';

export const topology: BusTopology = {
  topics: [
    { name: work, groups: [workers] },
    { name: news, groups: [] },
  ],
};

/** The `n`th message of a key. */
export function messageOf(topic: string, key: string, n: number, data: JsonObject = {}): BusMessage {
  return {
    topic,
    key,
    events: [
      {
        specversion: '1.0',
        id: `${key}-${n}`,
        source: '/test',
        type: 'myevents.test.noted',
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
