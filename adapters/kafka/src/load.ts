import type { Partition } from './partition.ts';

/** What lies in this process and is not done: when it is full nothing more is fetched, until half of it is done. */
export interface Load {
  isFull(): boolean;
  add(partition: Partition, bytes: number): void;
  /** One of the partition's is done. Those of a partition that is gone were forgotten with it. */
  done(partition: Partition, bytes: number): void;
  forget(partition: Partition): void;
}

interface Amount {
  count: number;
  bytes: number;
}

export function createLoad(most: { readonly count: number; readonly bytes: number }): Load {
  const amounts = new Map<Partition, Amount>();
  const total: Amount = { count: 0, bytes: 0 };
  let isFull = false;

  function look(): void {
    if (total.count >= most.count || total.bytes >= most.bytes) isFull = true;
    else if (total.count <= most.count / 2 && total.bytes <= most.bytes / 2) isFull = false;
  }

  function change(partition: Partition, count: number, bytes: number): void {
    const amount = amounts.get(partition) ?? { count: 0, bytes: 0 };
    amounts.set(partition, amount);
    for (const each of [amount, total]) {
      each.count += count;
      each.bytes += bytes;
    }
    look();
  }

  return {
    isFull: () => isFull,
    add: (partition, bytes) => change(partition, 1, bytes),
    done(partition, bytes) {
      if (amounts.has(partition)) change(partition, -1, -bytes);
    },
    forget(partition) {
      const { count, bytes } = amounts.get(partition) ?? { count: 0, bytes: 0 };
      if (count > 0) change(partition, -count, -bytes);
      amounts.delete(partition);
    },
  };
}
