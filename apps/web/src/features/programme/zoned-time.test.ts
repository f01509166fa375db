import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWall, toWall } from './zoned-time.ts';

// Temporal, which not every browser has, says what is right.
const zones = fc.constantFrom(
  ...Intl.supportedValuesOf('timeZone'),
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
);
const walls = fc
  .integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) })
  .map((ms) => new Date(ms).toISOString().slice(0, 16));

describe('a reading of the clocks of a place', () => {
  it('becomes the instant that Temporal says, and is kept unless clocks skip it', () => {
    fc.assert(
      fc.property(zones, walls, (zone, wall) => {
        const plain = Temporal.PlainDateTime.from(wall);
        const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
          plain.toZonedDateTime(zone, { disambiguation }),
        );
        const compatible = plain.toZonedDateTime(zone, { disambiguation: 'compatible' });
        const found = fromWall(wall, zone);
        expect(Date.parse(found?.instant ?? '')).toBe(compatible.epochMilliseconds);
        expect(found?.wall).toBe(compatible.toPlainDateTime().toString().slice(0, 16));
        const isOnce = earlier?.epochMilliseconds === later?.epochMilliseconds;
        const isShown = compatible.toPlainDateTime().equals(plain);
        expect(found?.fit).toBe(isOnce ? 'exact' : isShown ? 'repeated' : 'skipped');
        expect(toWall(found?.instant ?? '', zone)).toBe(found?.wall);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z', 'skipped', '2027-03-28T03:30'],
    ['2027-10-31T02:30', 'Europe/Berlin', '2027-10-31T00:30:00.000Z', 'repeated', '2027-10-31T02:30'],
    ['2027-10-31T19:30', 'Europe/Berlin', '2027-10-31T18:30:00.000Z', 'exact', '2027-10-31T19:30'],
    ['2027-11-07T01:30', 'America/New_York', '2027-11-07T05:30:00.000Z', 'repeated', '2027-11-07T01:30'],
    ['2027-10-03T02:15', 'Australia/Lord_Howe', '2027-10-02T15:45:00.000Z', 'skipped', '2027-10-03T02:45'],
  ])('%s in %s is %s (%s)', (wall, zone, instant, fit, shown) => {
    expect(fromWall(wall, zone)).toEqual({ instant, fit, wall: shown });
  });

  it.each(['', '2027-02-30T10:00', '2027-01-01', '2027-01-01T25:00', 'tomorrow'])('is not made of "%s"', (wall) => {
    expect(fromWall(wall, 'Europe/Berlin')).toBeUndefined();
  });
});
