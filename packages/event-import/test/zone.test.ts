import { formats } from '@myevents/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zonesOf } from '../src/country-names.ts';
import { msToWall } from '../src/entry.ts';
import { ianaZone, knownZone, offsetMsAt } from '../src/zone.ts';

// Temporal, which not every browser has, says what is right.

const zoneNames = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const instants = fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2060, 0) });

describe('a zone', () => {
  it('has the offset that Temporal tells', () => {
    fc.assert(
      fc.property(zoneNames, instants, (name, epochMs) => {
        const expected =
          Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(name).offsetNanoseconds / 1e6;
        expect(offsetMsAt(name, epochMs)).toBe(expected);
        expect(ianaZone(name).toWallMs(epochMs)).toBe(epochMs + expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a clock as Temporal does', () => {
    fc.assert(
      fc.property(zoneNames, instants, (name, at) => {
        const wallMs = Math.floor(at / 1000) * 1000;
        expect(ianaZone(name).toEpochMs(wallMs)).toBe(toEpochMs(name, wallMs));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
    'Africa/Casablanca',
    'Africa/Monrovia',
  ])('%s reads it so around every change of its clock', (name) => {
    for (const changeMs of changesOf(name)) {
      const wallMs = changeMs + offsetMsAt(name, changeMs);
      for (let minutes = -180; minutes <= 180; minutes += 15) {
        const reading = wallMs + minutes * 60_000;
        expect(ianaZone(name).toEpochMs(reading), msToWall(reading)).toBe(toEpochMs(name, reading));
      }
    }
  });
});

it('knows the zones of every country that this Node knows', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(formats.country.matches);
  const zones = (list: readonly string[] = []) => list.map((name) => knownZone(name) ?? name).toSorted();
  const told = codes.map((code) => [code, zones(new Intl.Locale(`und-${code}`).getTimeZones?.())]);
  expect(codes.map((code) => [code, zones(zonesOf(code))])).toEqual(told);
});

function toEpochMs(name: string, wallMs: number): number {
  return Temporal.PlainDateTime.from(msToWall(wallMs)).toZonedDateTime(name).epochMilliseconds;
}

/** The instants from 1990 to 2040 from which on the clock is set otherwise. */
function changesOf(name: string): number[] {
  const changes: number[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from('1990-01-01T00:00:00Z').toZonedDateTimeISO(name);
  while ((at = at.getTimeZoneTransition('next')) && at.year < 2040) changes.push(at.epochMilliseconds);
  return changes;
}
