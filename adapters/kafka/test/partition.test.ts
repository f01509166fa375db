import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLoad } from '../src/load.ts';
import { createPartition } from '../src/partition.ts';

describe('the offset to commit', () => {
  it('lies before everything that is not done, in whatever order it gets done', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 60 }),
        fc.infiniteStream(fc.nat()),
        (places, picks) => {
          const offsets = places.toSorted((a, b) => a - b).map(BigInt);
          const partition = createPartition('t', 0, 0n);
          for (const offset of offsets) partition.begin(offset);
          partition.readTo(201n);
          const open = [...offsets];
          while (open.length > 0) {
            expect(partition.handledTo()).toBe(open.toSorted((a, b) => Number(a - b))[0]);
            const [offset = 0n] = open.splice((picks.next().value ?? 0) % open.length, 1);
            partition.done(offset);
          }
          expect(partition.handledTo()).toBe(201n);
          expect(partition.span()).toBe(0);
        },
      ),
    );
  });
});

describe('the load of a member', () => {
  it('is full at a count or at a size, until half of it is done', () => {
    const load = createLoad({ count: 4, bytes: 100 });
    const partition = createPartition('t', 0, 0n);
    for (let n = 0; n < 4; n += 1) load.add(partition, 10);
    expect(load.isFull()).toBe(true);
    load.done(partition, 10);
    expect(load.isFull()).toBe(true);
    load.done(partition, 10);
    expect(load.isFull()).toBe(false);
    load.add(partition, 80);
    expect(load.isFull()).toBe(true);
    load.done(partition, 80);
    expect(load.isFull()).toBe(false);
  });

  it('forgets a partition with all it brought, also what ends later', () => {
    const load = createLoad({ count: 2, bytes: 100 });
    const [gone, kept] = [createPartition('t', 0, 0n), createPartition('t', 1, 0n)];
    load.add(gone, 10);
    load.add(gone, 10);
    expect(load.isFull()).toBe(true);
    load.forget(gone);
    expect(load.isFull()).toBe(false);
    load.done(gone, 10);
    load.add(kept, 10);
    expect(load.isFull()).toBe(false);
    load.add(kept, 10);
    expect(load.isFull()).toBe(true);
  });
});
