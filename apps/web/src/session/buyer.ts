import { readLocalStorageValue, useLocalStorage } from '@mantine/hooks';

/** Who buys in this browser: nobody signs in, the browser is the account. */
export interface Buyer {
  /** Made once, random. */
  readonly userId: string;
  /** As last typed at a checkout, to be offered again. */
  readonly name?: string;
  readonly email?: string;
}

const key = 'myevents.buyer';

/** The buyer of this browser, made at the first call. Not for the server. */
export function readBuyer(): Buyer {
  const kept = readLocalStorageValue<Buyer | undefined>({ key });
  if (kept?.userId) return kept;
  const buyer: Buyer = { userId: `web-${crypto.randomUUID()}` };
  localStorage.setItem(key, JSON.stringify(buyer));
  return buyer;
}

/** Keeps what the buyer typed for the next time. */
export function keepBuyerDetails(details: Pick<Buyer, 'name' | 'email'>): void {
  localStorage.setItem(key, JSON.stringify({ ...readBuyer(), ...details }));
}

/** A booking or a place in line that began in this browser, newest first. */
export interface Mine {
  readonly kind: 'booking' | 'waitlistEntry';
  readonly id: string;
  readonly showId: string;
  readonly at: string;
}

const mineKey = 'myevents.mine';
const mineMax = 200;

/** What this browser has booked or waits for, in step with its other tabs. */
export function useMine(): readonly Mine[] {
  const [mine] = useLocalStorage<readonly Mine[]>({ key: mineKey, defaultValue: [] });
  return mine;
}

/** Whether anything began in this browser. */
export const hasMine = (): boolean =>
  readLocalStorageValue<readonly Mine[]>({ key: mineKey, defaultValue: [] }).length > 0;

/** Remembers it, once; other tabs hear of it. */
export function rememberMine(one: Mine): void {
  const mine = readLocalStorageValue<readonly Mine[]>({ key: mineKey, defaultValue: [] });
  if (mine.some(({ id }) => id === one.id)) return;
  localStorage.setItem(mineKey, JSON.stringify([one, ...mine].slice(0, mineMax)));
}

export function forgetMine(id: string): void {
  const mine = readLocalStorageValue<readonly Mine[]>({ key: mineKey, defaultValue: [] });
  localStorage.setItem(mineKey, JSON.stringify(mine.filter((one) => one.id !== id)));
}
