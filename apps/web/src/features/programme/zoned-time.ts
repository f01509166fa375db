import { ianaZone } from '@myevents/event-import/zone';

/**
 * What the clocks of a place do with a reading: show it once; never, because they skip it when they go forward; or twice, when they go
 * back.
 */
export type Fit = 'exact' | 'skipped' | 'repeated';

export interface ZonedMoment {
  /** RFC 3339 in UTC. */
  readonly instant: string;
  /** What the clocks there show at that instant: another time than asked for where that one is skipped. */
  readonly wall: string;
  readonly fit: Fit;
}

const dayMs = 86_400_000;

/**
 * `2027-03-28T19:30` on the clocks of a zone. A skipped reading moves on by what is skipped, of one that comes twice the first is
 * meant. Undefined if it is no date and time.
 */
export function fromWall(wall: string, timeZone: string): ZonedMoment | undefined {
  const wallMs = readWall(wall);
  if (wallMs === undefined) return undefined;
  const zone = ianaZone(timeZone);
  const epochMs = zone.toEpochMs(wallMs);
  const shownMs = zone.toWallMs(epochMs);
  const offsetMs = (aroundMs: number) => zone.toWallMs(aroundMs) - aroundMs;
  const laterMs = wallMs - offsetMs(wallMs + dayMs);
  const isRepeated = laterMs !== epochMs && zone.toWallMs(laterMs) === wallMs;
  const fit = shownMs !== wallMs ? 'skipped' : isRepeated ? 'repeated' : 'exact';
  return { instant: new Date(epochMs).toISOString(), wall: writeWall(shownMs), fit };
}

/** `2027-03-28T19:30`: what the clocks of a zone show at an instant. */
export function toWall(instant: string | number, timeZone: string): string {
  return writeWall(ianaZone(timeZone).toWallMs(new Date(instant).getTime()));
}

/** The instant that is so many minutes later; earlier, if negative. */
export function shift(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

function readWall(wall: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return undefined;
  const ms = Date.parse(`${wall}:00Z`);
  return Number.isNaN(ms) || writeWall(ms) !== wall ? undefined : ms;
}

const writeWall = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
