import type { DeadLetter } from '@myevents/ports';

/** Where a broker keeps its dead letters. One that outlives the process (a document collection, say) keeps them over a restart. */
export interface DeadLetterShelf {
  /** Saving a letter again under its id replaces it. */
  save(letter: DeadLetter): Promise<void>;
  /** In the order in which they died. */
  list(group: string): Promise<readonly DeadLetter[]>;
  remove(id: string): Promise<void>;
}

/** One that is gone with the process. */
export function createDeadLetterShelf(): DeadLetterShelf {
  const letters = new Map<string, DeadLetter>();
  return {
    async save(letter) {
      letters.delete(letter.id);
      letters.set(letter.id, letter);
    },
    async list(group) {
      return [...letters.values()].filter((letter) => letter.group === group);
    },
    async remove(id) {
      letters.delete(id);
    },
  };
}
