import type { Collection, DeadLetter, JsonObject, Store, StoreOptions } from '@myevents/ports';

/** The shape the embedded bus asks for. */
interface DeadLetterShelf extends AsyncDisposable {
  save(letter: DeadLetter): Promise<void>;
  list(group: string): Promise<readonly DeadLetter[]>;
  remove(id: string): Promise<void>;
}

const collection: Collection = {
  name: 'dead-letters',
  indexes: [{ name: 'by-group', key: ['group'], sort: 'failedAt' }],
};
/** The store in which they are. */
export const deadLetterData: StoreOptions = { service: 'bus', collections: [collection] };

const pageSize = 100;

/**
 * Keeps the dead letters of the embedded bus with the data, so that they outlive the process. Its store is opened when it
 * is first needed, which is hardly ever.
 */
export function openDeadLetterShelf(stores: { open(options: StoreOptions): Promise<Store> }): DeadLetterShelf {
  let opening: Promise<Store> | undefined;
  let version = Date.now();
  const store = () => (opening ??= stores.open(deadLetterData));
  const put = async (id: string, document: JsonObject | null) => {
    version += 1;
    await (await store()).documents.put([{ collection: collection.name, id, version, document }]);
  };
  return {
    save: async (letter) => put(letter.id, { ...letter } as unknown as JsonObject),
    remove: async (id) => put(id, null),
    async list(group) {
      const { documents } = await store();
      const letters: DeadLetter[] = [];
      let cursor: string | undefined;
      do {
        const query = { collection: collection.name, index: 'by-group', key: [group], cursor, limit: pageSize };
        const page = await documents.find(query);
        letters.push(...page.items.map(({ document }) => document as unknown as DeadLetter));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return letters;
    },
    async [Symbol.asyncDispose]() {
      const opened = await opening?.catch(() => undefined);
      await opened?.[Symbol.asyncDispose]();
    },
  };
}
