import { holderOf, planRows, type World } from './world.ts';

/** Rule 8 by trying every place: windows of adjacent seats in plan order, the first that leaves no single seat, else the first. */
export function bestSeats(world: World, tier: string, quantity: number, taken: readonly string[]): string[] {
  const rows = planRows(world).map(({ seats }) => {
    return seats.map(({ id, tier: of }) => ({
      id,
      isFree: of === tier && holderOf(world, id) === undefined && !taken.includes(id),
    }));
  });
  const windows = rows.flatMap((row) => windowsOf(row, quantity));
  const together = windows.find(({ leavesSingle }) => !leavesSingle) ?? windows[0];
  if (together !== undefined) return together.seats;
  // Fewest pieces: the longest stretch there is, and the rest likewise.
  for (let length = quantity - 1; length > 0; length -= 1) {
    const piece = rows.flatMap((row) => windowsOf(row, length))[0];
    if (piece !== undefined) {
      return [...piece.seats, ...bestSeats(world, tier, quantity - length, [...taken, ...piece.seats])];
    }
  }
  return [];
}

function windowsOf(
  row: readonly { id: string; isFree: boolean }[],
  length: number,
): { seats: string[]; leavesSingle: boolean }[] {
  const isFree = (index: number): boolean => row[index]?.isFree ?? false;
  return row.flatMap((_, start) => {
    const seats = row.slice(start, start + length);
    if (seats.length < length || seats.some((seat) => !seat.isFree)) return [];
    const isSingleBefore = isFree(start - 1) && !isFree(start - 2);
    const isSingleAfter = isFree(start + length) && !isFree(start + length + 1);
    return [{ seats: seats.map(({ id }) => id), leavesSingle: isSingleBefore || isSingleAfter }];
  });
}
