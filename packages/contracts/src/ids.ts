import { typeidUnboxed } from 'typeid-js';

/** TypeIDs (https://github.com/jetify-com/typeid): a UUIDv7 in base 32 behind what it names, so ids sort by time. */
export const idPrefixes = {
  location: 'loc',
  hall: 'hal',
  event: 'evt',
  show: 'shw',
  booking: 'bkg',
  ticket: 'tkt',
  waitlistEntry: 'wtl',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A fresh id. Never call it inside a domain core: ids come in with the command. */
export function newId(kind: IdKind): string {
  return typeidUnboxed(idPrefixes[kind]);
}

export function idPattern(kind: IdKind): string {
  return `^${idPrefixes[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`;
}
