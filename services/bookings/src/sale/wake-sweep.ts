import type { Clock, DocumentStore, StoredDocument } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { Sales } from './sales.ts';
import { toWakeWrite } from './wake-plan.ts';

const everyMs = 1_000;
const pageItems = 50;
const pagesMax = 40;
/** How long a show is left to the process that has it loaded, at most. */
const leaveMsMax = 1_500;

/**
 * Every second, jittered: shows in which something is due are woken, whether or not anybody asks for them, also after a
 * restart. Answers how to end it.
 */
export function startWakeSweep(options: {
  readonly documents: DocumentStore;
  readonly sales: Pick<Sales, 'wake'>;
  readonly clock: Clock;
  readonly exclusive: boolean;
  readonly onError: (error: unknown) => void;
}): AsyncDisposable {
  const { documents, sales, clock, exclusive, onError } = options;
  let isStopped = false;
  let cancel: (() => void) | undefined;
  let round = sweepAndSchedule();

  async function sweepAndSchedule(): Promise<void> {
    await sweep().catch(onError);
    if (isStopped) return;
    cancel = clock.setTimer(
      () => {
        round = sweepAndSchedule();
      },
      everyMs * (0.75 + Math.random() / 2),
    );
  }

  async function sweep(): Promise<void> {
    const to = clock.now() - (exclusive ? 0 : Math.random() * leaveMsMax);
    let cursor: string | undefined;
    for (let page = 0; page < pagesMax && !isStopped; page += 1) {
      const due = await documents.find({
        collection: collections.wakes,
        index: 'byTime',
        key: [],
        range: { to },
        cursor,
        limit: pageItems,
      });
      await Promise.all(due.items.map(wakeOne));
      if (due.next === null) return;
      cursor = due.next;
    }
  }

  /** A show that has nothing to do any more, or only later, has its document corrected: otherwise it would come up every second. */
  async function wakeOne({ id, version, document }: StoredDocument): Promise<void> {
    const woken = await sales.wake(id);
    if (!woken || woken.view.version <= version || woken.wakeAt === document['wakeAt']) return;
    await documents.put([toWakeWrite(woken.view, woken.wakeAt)]);
  }

  return {
    async [Symbol.asyncDispose]() {
      isStopped = true;
      cancel?.();
      await round;
    },
  };
}
