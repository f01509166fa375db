/** Epoch milliseconds as RFC 3339 in UTC. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** RFC 3339, already validated, as epoch milliseconds. */
export function toEpochMs(instant: string): number {
  return Date.parse(instant);
}
