import type { BusMessage, JsonObject } from '@myevents/ports';

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

export function idOf({ events }: BusMessage): string {
  return events[0]?.id ?? '';
}

/** Notes the ids it is handed. */
export function createInbox() {
  const ids: string[] = [];
  return {
    ids,
    has: (id: string) => ids.includes(id),
    handle: async (message: BusMessage) => void ids.push(idOf(message)),
  };
}
