import { dayMs } from './day-number.ts';

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
    toEpochMs: (wallMs) => toEpochMs(name, wallMs),
    toWallMs: (epochMs) => epochMs + offsetMsAt(name, epochMs),
  };
}

/** The offsets a day before and after are those on both sides of a change; no zone changes twice within two days. */
function toEpochMs(name: string, wallMs: number): number {
  const before = wallMs - offsetMsAt(name, wallMs - dayMs);
  const after = wallMs - offsetMsAt(name, wallMs + dayMs);
  const fits = (epochMs: number) => epochMs + offsetMsAt(name, epochMs) === wallMs;
  return !fits(before) && fits(after) ? after : before;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clock is ahead of UTC at an instant. By `Intl`: not every browser has `Temporal`. */
export function offsetMsAt(name: string, epochMs: number): number {
  const clock = clocks.get(name) ?? new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  clocks.set(name, clock);
  const text = clock.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text) ?? [];
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
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
