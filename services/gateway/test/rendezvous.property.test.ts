import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseByKey } from '../src/forwarding/rendezvous.ts';

const members = fc
  .uniqueArray(fc.webAuthority({ withPort: true }), { minLength: 2, maxLength: 8 })
  .map((names) => names.map((name) => ({ address: `http://${name}` })));
const keys = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 50 });

it('comes to the same member, in whatever order they are known', () => {
  fc.assert(
    fc.property(members, fc.string(), (list, key) => {
      expect(chooseByKey(list.toReversed(), key)).toBe(chooseByKey(list, key));
    }),
  );
});

it('moves only the keys of a member that goes', () => {
  fc.assert(
    fc.property(members, keys, fc.nat(), (list, many, index) => {
      const gone = list[index % list.length];
      const left = list.filter((member) => member !== gone);
      for (const key of many) {
        const before = chooseByKey(list, key);
        if (before !== gone) expect(chooseByKey(left, key)).toBe(before);
      }
    }),
  );
});

it('shares the keys out evenly, also among addresses that hardly differ', () => {
  const list = [8081, 8082, 8083, 8084].map((port) => ({ address: `http://127.0.0.1:${port}` }));
  const counts = new Map<string, number>();
  for (let n = 0; n < 4000; n += 1) {
    const address = chooseByKey(list, `shw_01h455vb4pex5vsknk0${n}`)?.address ?? '';
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  expect(counts.size).toBe(4);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it('has none of none', () => {
  expect(chooseByKey([], 'a')).toBeUndefined();
});
