import { messageOf } from '@myevents/ports/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pack, unpack } from '../src/wire.ts';

/** What SQS refuses in a body or an attribute: everything that XML 1.0 cannot hold, and lone surrogates. */
const isRefused = (text: string) => /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text);

it('carries any key and any text within what SQS takes', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, text, (key, told, error) => {
      const parcel = { message: messageOf('work', key, 1, { told }), letter: 'l', error, attempts: 3, failedAt: 12 };
      const packed = pack(parcel);
      expect(isRefused(packed.body)).toBe(false);
      for (const { StringValue = '' } of Object.values(packed.attributes)) {
        expect(StringValue).not.toBe('');
        expect(isRefused(StringValue)).toBe(false);
      }
      const expected = JSON.parse(JSON.stringify(parcel)) as typeof parcel;
      expect(unpack(packed.body, packed.attributes)).toEqual(expected);
    }),
  );
});

it('counts what SQS counts, and refuses what it would', () => {
  const small = pack({ message: messageOf('work', 'a', 1) });
  expect(small.bytes).toBe(Buffer.byteLength(small.body) + 'topicStringwork'.length + 'keyString"a"'.length);
  expect(() => pack({ message: messageOf('work', 'a', 1, { text: 'x'.repeat(300_000) }) })).toThrow(RangeError);
});

it.each([
  ['no attributes', '[]', {}],
  [
    'no batch',
    '{}',
    { topic: { DataType: 'String', StringValue: 'work' }, key: { DataType: 'String', StringValue: '"a"' } },
  ],
  [
    'no JSON',
    'hello',
    { topic: { DataType: 'String', StringValue: 'work' }, key: { DataType: 'String', StringValue: '"a"' } },
  ],
])('refuses what somebody else wrote: %s', (_, body, attributes) => {
  expect(() => unpack(body, attributes)).toThrow(/Error|JSON|message/);
});
