import { useSyncExternalStore } from 'react';

/** JSON that this browser keeps, in step with the page's other parts and the other tabs. */
export interface Stored<Value> {
  /** Not for the server. */
  readonly read: () => Value;
  readonly write: (value: Value) => void;
  /** The value; on the server and at first, what stands for nothing. */
  readonly use: () => Value;
}

/** Under a key of the local storage; `none` where nothing is kept, or nothing that can be read. */
export function createStored<Value>(key: string, none: Value): Stored<Value> {
  const listeners = new Set<() => void>();
  let text: string | null = null;
  let value = none;

  /** The same value for as long as the text is the same. */
  function read(): Value {
    const now = localStorage.getItem(key);
    if (now !== text) {
      text = now;
      value = now === null ? none : parse(now);
    }
    return value;
  }
  function parse(kept: string): Value {
    try {
      return JSON.parse(kept) as Value;
    } catch {
      return none;
    }
  }
  function subscribe(listener: () => void): () => void {
    const onStorage = (event: StorageEvent) => (event.key === key || event.key === null) && listener();
    addEventListener('storage', onStorage);
    listeners.add(listener);
    return () => {
      removeEventListener('storage', onStorage);
      listeners.delete(listener);
    };
  }
  return {
    read,
    write(next) {
      localStorage.setItem(key, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, read, () => none),
  };
}
