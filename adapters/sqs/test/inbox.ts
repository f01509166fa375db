import type { BusMessage } from '@myevents/ports';
import { idOf } from '@myevents/ports/contract';

/** Notes the ids it is handed. */
export function createInbox() {
  const ids: string[] = [];
  return {
    ids,
    has: (id: string) => ids.includes(id),
    handle: async (message: BusMessage) => void ids.push(idOf(message)),
  };
}
