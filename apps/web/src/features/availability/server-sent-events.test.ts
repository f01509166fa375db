import { expect, test } from 'vitest';
import { readEvents } from './server-sent-events.ts';

async function read(...chunks: readonly string[]) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  return Array.fromAsync(readEvents(body));
}

test('events are read however the bytes are cut', async () => {
  const events = await read('event: avail', 'ability\nid: 3\nda', 'ta: {"a":1}\n', '\nevent: change\ndata: 2\n\n');
  expect(events).toEqual([
    { type: 'availability', data: '{"a":1}' },
    { type: 'change', data: '2' },
  ]);
});

test('a heartbeat says only that somebody is there; an event that was cut off is none', async () => {
  expect(await read(': still here\n\n', 'event: change\ndata: 1')).toEqual([undefined]);
});

test('lines of data belong together, and lines may end as on Windows', async () => {
  expect(await read('data: a\r\ndata: b\r\n\r\n')).toEqual([{ type: 'message', data: 'a\nb' }]);
});
