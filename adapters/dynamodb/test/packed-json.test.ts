import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packJson, unpackJson } from '../src/packed-json.ts';

it('gives back all JSON as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 0, max: 3_000 }), (value, length) => {
      const json = JSON.stringify({ value, filling: 'hold '.repeat(length) });
      expect(unpackJson(packJson(json))).toBe(json);
    }),
  );
  expect(unpackJson(undefined)).toBeUndefined();
});

it('keeps short JSON readable, and long JSON small where that is possible', () => {
  expect(packJson('{"a":1}')).toEqual({ S: '{"a":1}' });
  expect(packJson(JSON.stringify('ticket '.repeat(10_000))).B?.length).toBeLessThan(1_000);
  const noise = JSON.stringify(
    Array.from({ length: 20_000 }, (_, n) => (n * 2_654_435_761) % 4_294_967_296).map(String),
  );
  expect(Buffer.byteLength(unpackJson(packJson(noise)) ?? '')).toBe(Buffer.byteLength(noise));
});
