import { type BusMessage, commitBytesMax } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../src/index.ts';
import { messageOf } from './deliveries.ts';

function messageOfBytes(bytes: number, filler: string): BusMessage {
  const empty = Buffer.byteLength(encodeMessage(messageOf('a', 1, { text: '' })));
  return messageOf('a', 1, { text: filler.repeat((bytes - empty) / Buffer.byteLength(filler)) });
}

describe('the JSON of a message', () => {
  it('brings back what it was made of', () => {
    const message = messageOf('clé/%🎪', 1, { nested: [null, true, { '': 2 ** 53 - 1 }], text: 'ð\u2028"\\\u0000' });
    const json = encodeMessage(message);
    expect(decodeMessage(message.topic, message.key, json)).toEqual(message);
    expect(decodeMessage(message.topic, message.key, Buffer.from(json))).toEqual(message);
  });

  it.each(['x', 'é', '🎪'])(
    'takes as many bytes of %s as a commit may have, and refuses what no broker may take',
    (filler) => {
      expect(() => encodeMessage(messageOfBytes(commitBytesMax, filler))).not.toThrow();
      expect(() => encodeMessage(messageOfBytes(commitBytesMax + 8 * 1024, filler))).toThrow(RangeError);
    },
  );

  it.each(['', 'hello', '{}', 'null', '"[]"'])('refuses %j, which is no batch of events', (body) => {
    expect(() => decodeMessage('a', 'b', body)).toThrow();
  });
});
