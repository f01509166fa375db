/** What a user has in a show: tickets and the ids of what they belong to. */
export interface Tally {
  tickets: number;
  /** Ten at most, since each has a ticket: a list is smaller than a set, and there are many users. */
  ids: readonly string[];
}

/** By user. Users with nothing are not in it. */
export type Tallies = Map<string, Tally>;

/** Tickets of the user, 0 if unknown. */
export function ticketsOf(tallies: Tallies, userId: string): number {
  return tallies.get(userId)?.tickets ?? 0;
}

/** A booking or entry comes to the user. */
export function addToTally(
  tallies: Tallies,
  userId: string,
  one: { readonly id: string; readonly tickets: number },
): void {
  const tally = tallies.get(userId);
  if (tally === undefined) {
    tallies.set(userId, { tickets: one.tickets, ids: [one.id] });
    return;
  }
  tally.tickets += one.tickets;
  tally.ids = [...tally.ids, one.id];
}

/** Some of its tickets go, the booking stays. */
export function lowerTally(tallies: Tallies, userId: string, tickets: number): void {
  const tally = tallies.get(userId);
  if (tally !== undefined) tally.tickets -= tickets;
}

/** A booking or entry goes with the tickets it still has. */
export function removeFromTally(
  tallies: Tallies,
  userId: string,
  one: { readonly id: string; readonly tickets: number },
): void {
  const tally = tallies.get(userId);
  if (tally === undefined) return;
  tally.tickets -= one.tickets;
  tally.ids = tally.ids.filter((id) => id !== one.id);
  if (tally.ids.length === 0) tallies.delete(userId);
}

/** How often each key occurs; keys that do not occur are not in it. */
export type Counts = Map<string, number>;

/** By 1 or -1. */
export function count(counts: Counts, key: string, by: 1 | -1): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}
