import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignEvenly, type Joining } from '../src/assigner.ts';

const topics = new Map([
  ['messages', 12],
  ['replays', 3],
]);

type Owned = Map<string, Map<string, readonly number[]>>;

/** One round of a change: everybody joins with what it has, and leaves with what it was given. */
function round(owned: Owned, generationId: number): { readonly owned: Owned; readonly isSettled: boolean } {
  const members = new Map(
    [...owned].map(([memberId, parts]): [string, Joining] => [
      memberId,
      {
        topics: [...topics.keys()],
        generationId: parts.size > 0 ? generationId : -1,
        ownedPartitions: [...parts].map(([topic, partitions]) => ({ topic, partitions: [...partitions] })),
      },
    ]),
  );
  const after: Owned = new Map();
  let isSettled = true;
  for (const { memberId, assignments } of assignEvenly(members, topics)) {
    const given = new Map([...assignments].map(([topic, { partitions }]) => [topic, partitions]));
    after.set(memberId, given);
    for (const [topic, before] of owned.get(memberId) ?? [])
      if (before.some((partition) => !given.get(topic)?.includes(partition))) isSettled = false;
  }
  return { owned: after, isSettled };
}

function assertNoneTwice(owned: Owned): void {
  for (const topic of topics.keys()) {
    const all = [...owned.values()].flatMap((parts) => parts.get(topic) ?? []);
    expect(new Set(all).size).toBe(all.length);
  }
}

/** Rounds until nobody has to let go any more. */
function settle(start: Owned): Owned {
  let current = start;
  for (let generation = 1; generation < 6; generation += 1) {
    const next = round(current, generation);
    assertNoneTwice(next.owned);
    for (const [memberId, parts] of next.owned) {
      for (const [topic, partitions] of parts) {
        const others = [...current].filter(([other]) => other !== memberId).flatMap(([, had]) => had.get(topic) ?? []);
        expect(
          partitions.filter((partition) => others.includes(partition)),
          'nobody gets what another still has',
        ).toEqual([]);
      }
    }
    current = next.owned;
    if (next.isSettled) return current;
  }
  throw new Error('The members never settled.');
}

describe('the assignment of partitions', () => {
  it('gives all to the only member', () => {
    const owned = settle(new Map([['a', new Map()]]));
    expect(owned.get('a')?.get('messages')).toHaveLength(12);
    expect(owned.get('a')?.get('replays')).toHaveLength(3);
  });

  it('spreads each topic, not only their sum', () => {
    const alone = settle(new Map([['b', new Map()]]));
    const both = settle(new Map([...alone, ['a', new Map()]]));
    for (const parts of both.values()) expect(parts.get('messages')).toHaveLength(6);
    expect(new Set([...both.values()].map((parts) => parts.get('replays')?.length))).toEqual(new Set([1, 2]));
  });

  it('does not trust what a member claims that missed the last change', () => {
    const members = new Map<string, Joining>([
      ['late', { topics: ['messages'], generationId: 3, ownedPartitions: [{ topic: 'messages', partitions: [0, 1] }] }],
      ['here', { topics: ['messages'], generationId: 4, ownedPartitions: [{ topic: 'messages', partitions: [2, 3] }] }],
    ]);
    const assigned = assignEvenly(members, new Map([['messages', 4]]));
    expect(assigned.find(({ memberId }) => memberId === 'here')?.assignments.get('messages')?.partitions).toEqual([
      2, 3,
    ]);
    expect(assigned.find(({ memberId }) => memberId === 'late')?.assignments.get('messages')?.partitions).toEqual([
      0, 1,
    ]);
  });

  it('settles evenly whoever comes and goes, and never gives one partition to two', () => {
    const change = fc.record({ comes: fc.boolean(), who: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        let owned: Owned = new Map([['m0', new Map()]]);
        for (const { comes, who } of changes) {
          if (comes && !owned.has(`m${who}`)) owned.set(`m${who}`, new Map());
          if (!comes && owned.size > 1) owned.delete(`m${who}`);
          if (owned.size === 0) continue;
          owned = settle(owned);
          for (const [topic, count] of topics) {
            const sizes = [...owned.values()].map((parts) => parts.get(topic)?.length ?? 0);
            expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
