import { msToWall } from './entry.ts';

/** Turns wall clock readings (milliseconds as if UTC) into instants and back. */
export interface Zone {
  /** The IANA name, where it has one. */
  readonly name?: string;
  toEpochMs(wallMs: number): number;
  toWallMs(epochMs: number): number;
}

export const utc: Zone = { name: 'UTC', toEpochMs: (wallMs) => wallMs, toWallMs: (epochMs) => epochMs };

/** A reading in the gap of a clock change moves on by the gap; one that comes twice is the first (as RFC 5545 says). */
export function ianaZone(name: string): Zone {
  return {
    name,
    toEpochMs: (wallMs) => Temporal.PlainDateTime.from(msToWall(wallMs)).toZonedDateTime(name).epochMilliseconds,
    toWallMs: (epochMs) => epochMs + offsetMsAt(name, epochMs),
  };
}

/** How far a zone's clock is ahead of UTC at an instant. */
export function offsetMsAt(name: string, epochMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(name).offsetNanoseconds / 1e6;
}

/** The name as this system spells it (`europe/berlin` → `Europe/Berlin`), or undefined if no such IANA zone is known. */
export function knownZone(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
