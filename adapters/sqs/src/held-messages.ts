import type { Clock } from '@myevents/ports';
import { type Connection, toReport } from './connection.ts';
import { isRefused } from './failures.ts';
import { changeVisibility, deleteMessages, inTens } from './queue-calls.ts';
import { wait } from './wait.ts';

/** A message that we have received and SQS keeps from others for now. */
export interface Held {
  readonly id: string;
  receipt: string;
  /** When it is no longer ours, on the monotonic clock. */
  until: number;
  /** Handled: it only has to be deleted. */
  isDone: boolean;
}

export interface HeldMessages {
  /** Takes what was received in a call that began then; answers undefined for what we hold or have handled already. */
  take(message: { readonly id: string; readonly receipt: string }, startedAt: number): Held | undefined;
  /** It was handled, or buried: deletes it, in batches. */
  done(held: Held): void;
  /** How many are held and not handled. */
  size(): number;
  /** Deletes what is done and gives back the rest; from then on nothing is renewed. Never rejects. */
  release(): Promise<void>;
}

export interface HeldOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly url: () => string;
  readonly visibilityMs: number;
  /** They were given to somebody else, or may have been: nobody is told when they are handled here after all. */
  onLost(lost: readonly Held[]): void;
  /** There is more room. */
  onRoom(): void;
  report(error: unknown): void;
}

const gatherMs = 2;
const retryMs = 200;
/** Of those handled whose deletion failed, so many are remembered, to be deleted when they come again. */
const rememberedMax = 10_000;

/** Keeps what is held ours for as long as it takes, and deletes what is done. */
export function createHeldMessages(options: HeldOptions): HeldMessages {
  const { connection, clock, url, visibilityMs, onLost, onRoom, report } = options;
  const all = new Map<string, Held>();
  const handled = new Set<string>();
  let deleting = new Set<Held>();
  let deletion: Promise<void> | undefined;
  let isReleased = false;
  let cancelRenewal = clock.setTimer(() => void renew(), visibilityMs / 6);

  /** A little earlier than SQS thinks: the clocks may run differently. */
  const untilFrom = (startedAt: number) => startedAt + visibilityMs * 0.9;

  function remember(id: string): void {
    handled.add(id);
    const [oldest] = handled;
    if (handled.size > rememberedMax && oldest !== undefined) handled.delete(oldest);
  }

  async function renew(): Promise<void> {
    const now = clock.monotonic();
    lose([...all.values()].filter(({ until }) => until <= now));
    const due = [...all.values()].filter(({ until, isDone }) => !isDone && until - now < visibilityMs * 0.65);
    await Promise.all(inTens(due).map(renewSome));
    if (!isReleased) cancelRenewal = clock.setTimer(() => void renew(), visibilityMs / 6);
  }

  async function renewSome(some: readonly Held[]): Promise<void> {
    const startedAt = clock.monotonic();
    try {
      const receipts = some.map(({ receipt }) => receipt);
      const refused = new Set(await changeVisibility(connection.call, { url: url(), receipts, visibilityMs }));
      for (const held of some) if (!refused.has(held.receipt)) held.until = untilFrom(startedAt);
      lose(some.filter(({ id, receipt, isDone }) => refused.has(receipt) && !isDone && all.has(id)));
    } catch (error) {
      connection.lost(error);
      report(toReport('Messages could not be kept', error));
    }
  }

  function lose(lost: readonly Held[]): void {
    if (lost.length === 0) return;
    for (const { id } of lost) all.delete(id);
    onLost(lost.filter(({ isDone }) => !isDone));
    onRoom();
  }

  function deleteSoon(held: Held): void {
    deleting.add(held);
    deletion ??= deleteAll();
  }

  async function deleteAll(): Promise<void> {
    await wait(gatherMs);
    while (deleting.size > 0) {
      const due = [...deleting];
      deleting = new Set();
      await Promise.all(inTens(due).map(deleteSome));
    }
    deletion = undefined;
  }

  async function deleteSome(some: readonly Held[]): Promise<void> {
    try {
      const receipts = some.map(({ receipt }) => receipt);
      const refused = new Set(await deleteMessages(connection.call, url(), receipts));
      for (const { id, receipt } of some) {
        all.delete(id);
        if (!refused.has(receipt)) handled.delete(id);
      }
    } catch (error) {
      connection.lost(error);
      if (isRefused(error) || isReleased) for (const { id } of some) all.delete(id);
      else clock.setTimer(() => some.filter(({ id }) => all.has(id)).forEach(deleteSoon), retryMs);
      report(toReport('Handled messages could not be deleted', error));
    }
    onRoom();
  }

  return {
    take({ id, receipt }, startedAt) {
      const known = all.get(id);
      if (known) {
        Object.assign(known, { receipt, until: untilFrom(startedAt) });
        if (known.isDone) deleteSoon(known);
        return undefined;
      }
      const held: Held = { id, receipt, until: untilFrom(startedAt), isDone: handled.has(id) };
      all.set(id, held);
      if (!held.isDone) return held;
      deleteSoon(held);
      return undefined;
    },
    done(held) {
      held.isDone = true;
      remember(held.id);
      if (all.get(held.id) === held) deleteSoon(held);
    },
    size: () => all.size,
    async release() {
      isReleased = true;
      cancelRenewal();
      await deletion;
      const rest = [...all.values()].filter(({ isDone }) => !isDone);
      all.clear();
      const giveBack = async (some: readonly Held[]) => {
        const receipts = some.map(({ receipt }) => receipt);
        await changeVisibility(connection.call, { url: url(), receipts, visibilityMs: 0 });
      };
      const given = await Promise.allSettled(inTens(rest).map(giveBack));
      for (const { status } of given)
        if (status === 'rejected') return report(new Error('Messages could not be given back; others get them later.'));
    },
  };
}
