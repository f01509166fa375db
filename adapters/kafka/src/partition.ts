/**
 * A partition that this process reads, and how far. Messages of different keys are done in any order; Kafka remembers one offset
 * for each partition, which must lie before everything that is not done.
 */
export interface Partition {
  readonly topic: string;
  readonly number: number;
  /** The offset to fetch from. */
  readonly next: bigint;
  /** It was given to another member, or is read no more. */
  readonly isGone: boolean;
  /** Its records below `offset` were read; those that `begin` named are to be done. */
  readTo(offset: bigint): void;
  begin(offset: bigint): void;
  done(offset: bigint): void;
  /** All below it is done. */
  handledTo(): bigint;
  /** How many offsets lie between the lowest that is not done and the end of what was read. */
  span(): number;
  leave(): void;
}

export function createPartition(topic: string, number: number, start: bigint): Partition {
  const begun = new Set<bigint>(); // in rising order, so that the first is the lowest
  let next = start;
  let isGone = false;

  function handledTo(): bigint {
    for (const lowest of begun) return lowest;
    return next;
  }

  return {
    topic,
    number,
    get next() {
      return next;
    },
    get isGone() {
      return isGone;
    },
    readTo(offset) {
      next = offset;
    },
    begin(offset) {
      begun.add(offset);
    },
    done(offset) {
      begun.delete(offset);
    },
    handledTo,
    span: () => Number(next - handledTo()),
    leave() {
      isGone = true;
    },
  };
}

export function nameOf({ topic, number }: Pick<Partition, 'topic' | 'number'>): string {
  return `${topic}:${number}`;
}
