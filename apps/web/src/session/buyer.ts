import { createStored } from './stored.ts';

/** Who buys in this browser: nobody signs in, the browser is the account. */
export interface Buyer {
  /** Made once, random. */
  readonly userId: string;
  /** As last typed at a checkout, to be offered again. */
  readonly name?: string;
  readonly email?: string;
}

const storedBuyer = createStored<Buyer | undefined>('myevents.buyer', undefined);

/** The buyer of this browser, made at the first call. Not for the server. */
export function readBuyer(): Buyer {
  const kept = storedBuyer.read();
  if (kept?.userId) return kept;
  const buyer: Buyer = { userId: `web-${crypto.randomUUID()}` };
  storedBuyer.write(buyer);
  return buyer;
}

/** Keeps what the buyer typed for the next time. */
export function keepBuyerDetails(details: Pick<Buyer, 'name' | 'email'>): void {
  storedBuyer.write({ ...readBuyer(), ...details });
}

/** A booking or a place in line that began in this browser, newest first. */
export interface Mine {
  readonly kind: 'booking' | 'waitlistEntry';
  readonly id: string;
  readonly showId: string;
  readonly at: string;
}

const storedMine = createStored<readonly Mine[]>('myevents.mine', []);
const mineMax = 200;

/** What this browser has booked or waits for, in step with its other tabs. */
export const useMine = (): readonly Mine[] => storedMine.use();

/** Whether anything began in this browser. */
export const hasMine = (): boolean => storedMine.read().length > 0;

/** Remembers it, once; other tabs hear of it. */
export function rememberMine(one: Mine): void {
  const mine = storedMine.read();
  if (mine.some(({ id }) => id === one.id)) return;
  storedMine.write([one, ...mine].slice(0, mineMax));
}

export function forgetMine(id: string): void {
  const mine = storedMine.read();
  storedMine.write(mine.filter((one) => one.id !== id));
}
