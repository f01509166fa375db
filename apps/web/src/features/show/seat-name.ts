export interface SeatName {
  readonly section?: string;
  readonly row: string;
  readonly seat: string;
}

/** `Stalls/A-12` → section Stalls, row A, seat 12. */
export function toSeatName(seatId: string): SeatName {
  const dash = seatId.lastIndexOf('-');
  const slash = seatId.lastIndexOf('/', dash);
  const name = { row: seatId.slice(slash + 1, dash), seat: seatId.slice(dash + 1) };
  return slash === -1 ? name : { section: seatId.slice(0, slash), ...name };
}
