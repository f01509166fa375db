import { expandLabels } from './labels.ts';
import { createRunIndex, type RunIndex, updateRow } from './runs.ts';
import type { Show } from './show.ts';

/** What is true of a seat: free, held, booked. A seat that is not sold is free and of no tier. */
export type SeatState = 'a' | 'h' | 'b';

export interface Row {
  readonly key: string;
  readonly seatIds: readonly string[];
  /** By seat; null where the seat is not sold. */
  readonly tiers: (string | null)[];
  readonly states: SeatState[];
}

export interface Seat {
  readonly id: string;
  readonly row: Row;
  readonly index: number;
}

/** The seats of a show in plan order, with the free runs of every tier. */
export interface SeatingPlan {
  readonly rows: readonly Row[];
  readonly seats: ReadonlyMap<string, Seat>;
  readonly runs: Map<string, RunIndex>;
}

/**
 * Makes the plan anew from the settings and from the seats that are held or booked. Costs O(seats), at a change of the
 * catalogue alone. A seat that occurs twice is sold once; a cancelled show sells none.
 */
export function createPlan(
  show: Pick<Show, 'settings' | 'takenSeats' | 'isCancelled'> = {
    settings: undefined,
    takenSeats: new Map(),
    isCancelled: false,
  },
): SeatingPlan {
  const { settings, takenSeats, isCancelled } = show;
  const tiersOnSale = isCancelled ? [] : (settings?.tiers ?? []);
  const seated = new Set(tiersOnSale.filter(({ capacity }) => capacity === null).map(({ id }) => id));
  const seats = new Map<string, Seat>();
  const rows = (settings?.rows ?? []).map(({ key, labels, tiers: runs }) => {
    const seatIds = expandLabels(labels).map((label) => `${key}-${label}`);
    const tiers = runs.flatMap(([tier, length]) =>
      Array.from({ length }, () => (tier !== null && seated.has(tier) ? tier : null)),
    );
    const row: Row = { key, seatIds, tiers: [], states: [] };
    seatIds.forEach((id, index) => {
      row.tiers.push(seats.has(id) ? null : (tiers[index] ?? null));
      row.states.push(takenSeats.get(id) ?? 'a');
      if (!seats.has(id)) seats.set(id, { id, row, index });
    });
    return row;
  });
  return { rows, seats, runs: indexRuns(rows) };
}

function indexRuns(rows: readonly Row[]): Map<string, RunIndex> {
  const rowsOfTier = new Map<string, Row[]>();
  for (const row of rows) {
    for (const tier of new Set(row.tiers)) {
      if (tier === null) continue;
      const found = rowsOfTier.get(tier);
      if (found === undefined) rowsOfTier.set(tier, [row]);
      else found.push(row);
    }
  }
  return new Map([...rowsOfTier].map(([tier, found]) => [tier, createRunIndex(tier, found)]));
}

/** The tier that sells the seat now; null if none does. */
export function tierOfSeat({ row, index }: Seat): string | null {
  return row.tiers[index] ?? null;
}

/** Whether nobody has it. */
export function isFree({ row, index }: Seat): boolean {
  return row.states[index] === 'a';
}

/** Changes the seat and the free runs of its row. O(seats of the row + log rows). */
export function setSeat(plan: SeatingPlan, seat: Seat, state: SeatState): void {
  const wasFree = isFree(seat);
  seat.row.states[seat.index] = state;
  if (wasFree === (state === 'a')) return;
  const tier = tierOfSeat(seat);
  const runs = tier === null ? undefined : plan.runs.get(tier);
  if (runs !== undefined) updateRow(runs, seat.row);
}

/** How many seats of a tier nobody has. O(seats). */
export function countFree(plan: SeatingPlan, tier: string): number {
  let free = 0;
  for (const { tiers, states } of plan.rows) {
    tiers.forEach((of, index) => {
      if (of === tier && states[index] === 'a') free += 1;
    });
  }
  return free;
}
