import ICAL from 'ical.js';
import { EntryError, wallToMs } from './entry.ts';
import type { Block } from './ical-blocks.ts';
import { toRule } from './ical-rule.ts';
import { occurrencesOf } from './recurrence.ts';
import { ianaZoneOfWindows } from './windows-zones.ts';
import { ianaZone, knownZone, utc, type Zone } from './zone.ts';

/** A zone by the names that calendars use. @throws EntryError if nobody knows what it means. */
export type ZoneFinder = (tzid: string) => Zone;

/**
 * Understands IANA names (also behind a maker's prefix: `/mozilla.org/20070129_1/Europe/Berlin`), Windows names, and
 * else the rules that the file itself carries for the name.
 */
export function zoneFinder(definitions: readonly Block[]): ZoneFinder {
  const components = new Map<string, ICAL.Component>();
  for (const { lines } of definitions) {
    const component = readDefinition(lines);
    const tzid = component?.getFirstPropertyValue('tzid');
    if (component && typeof tzid === 'string') components.set(tzid.trim(), component);
  }
  const zones = new Map<string, Zone>();
  return (tzid) => {
    const name = tzid.trim();
    const known = zones.get(name);
    if (known) return known;
    const zone = namedZone(name) ?? definedZone(components.get(name));
    if (!zone)
      throw new EntryError(`its time zone "${name.slice(0, 80)}" is not known, and the file does not define it.`);
    zones.set(name, zone);
    return zone;
  };
}

function readDefinition(lines: readonly string[]): ICAL.Component | undefined {
  try {
    return new ICAL.Component(ICAL.parse(lines.join('\r\n')) as unknown[]);
  } catch {
    return undefined;
  }
}

/** A zone that needs no definition: its IANA or Windows name says it all. */
export function namedZone(name: string): Zone | undefined {
  if (/^(utc|z|gmt|etc\/utc|etc\/gmt)$/i.test(name)) return utc;
  const iana = ianaName(name);
  return iana === undefined ? undefined : ianaZone(iana);
}

function ianaName(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '');
  const tails = [parts, parts.slice(-3), parts.slice(-2)].map((tail) => tail.join('/'));
  const windows = ianaZoneOfWindows(name);
  return (
    windows ??
    tails
      .filter((tail) => tail.includes('/'))
      .map(knownZone)
      .find((zone) => zone !== undefined)
  );
}

interface Observance {
  readonly startMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  onsetsUntil(wallMs: number): number[];
}

/** A zone from a VTIMEZONE: each of its clock changes is a wall reading in the time that ends there. */
function definedZone(component: ICAL.Component | undefined): Zone | undefined {
  if (!component) return undefined;
  const hint = component.getFirstPropertyValue('x-lic-location');
  const hinted = typeof hint === 'string' ? namedZone(hint.trim()) : undefined;
  if (hinted) return hinted;
  const observances = ['standard', 'daylight']
    .flatMap((kind) => component.getAllSubcomponents(kind))
    .flatMap(toObservance);
  if (observances.length === 0) return undefined;
  const offsetAt = (wallMs: number) => offsetOf(observances, wallMs);
  return {
    toEpochMs: (wallMs) => wallMs - offsetAt(wallMs),
    toWallMs: (epochMs) => epochMs + offsetAt(epochMs + offsetAt(epochMs)),
  };
}

function offsetOf(observances: readonly Observance[], wallMs: number): number {
  let latest: { onset: number; toMs: number } | undefined;
  for (const observance of observances) {
    const onset = observance.onsetsUntil(wallMs).at(-1);
    if (onset !== undefined && (!latest || onset > latest.onset)) latest = { onset, toMs: observance.toMs };
  }
  if (latest) return latest.toMs;
  const first = observances.reduce((one, other) => (other.startMs < one.startMs ? other : one));
  return first.fromMs;
}

function toObservance(component: ICAL.Component): Observance[] {
  const start = wallToMs(String(component.getFirstProperty('dtstart')?.jCal[3] ?? '').replace(/Z$/, ''));
  const [fromMs, toMs] = [offsetMs(component, 'tzoffsetfrom'), offsetMs(component, 'tzoffsetto')];
  if (Number.isNaN(start) || fromMs === undefined || toMs === undefined) return [];
  const rules = component.getAllProperties('rrule').map((property) => toRule(property.jCal[3]));
  const extra = component.getAllProperties('rdate').map((property) => wallToMs(String(property.jCal[3])));
  return [
    {
      startMs: start,
      fromMs,
      toMs,
      onsetsUntil(wallMs) {
        const onsets = [start, ...extra].filter((onset) => onset <= wallMs);
        for (const { rule, until } of rules) {
          const endMs = until ? Math.min(wallMs, wallToMs(until.local) + (until.isUtc ? fromMs : 0)) : wallMs;
          for (const onset of occurrencesOf(rule, { startMs: start, fromMs: endMs - 800 * 86_400_000 })) {
            if (onset > endMs) break;
            onsets.push(onset);
          }
        }
        return onsets.sort((left, right) => left - right);
      },
    },
  ];
}

/** ical.js gives `+01:00` or `-04:30:00`. */
function offsetMs(component: ICAL.Component, name: string): number | undefined {
  const match = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(String(component.getFirstProperty(name)?.jCal[3] ?? ''));
  if (!match) return undefined;
  const [, sign, hours, minutes, seconds = '0'] = match;
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
