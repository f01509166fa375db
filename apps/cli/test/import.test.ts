import { readFileSync } from 'node:fs';
import type { EventHit, Location, ShowResource } from '@myevents/contracts';
import { type Api, listAll } from '@myevents/contracts/client';
import {
  applyImport,
  countsOf,
  type ImportDefaults,
  type ImportOptions,
  parseFile,
  planImport,
  readSite,
} from '@myevents/event-import';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportText } from '../src/import-report.ts';
import { openPlatformInFolder, type PlatformInFolder } from './platform-in-folder.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const defaults: ImportDefaults = { now, durationMinutes: 120 };
const fixtures = new URL('../../../packages/event-import/test/fixtures/', import.meta.url);
const fixture = (name: string) => parseFile(readFileSync(new URL(name, fixtures)), { now });
const calendar = (...lines: string[]) =>
  parseFile(Buffer.from(['BEGIN:VCALENDAR', 'X-WR-TIMEZONE:Europe/Berlin', ...lines, 'END:VCALENDAR'].join('\n')), {
    now,
  });
const vevent = (uid: string, ...lines: string[]) => ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT'];
const here = 'LOCATION:Probebühne\\, Hof 1\\, 10115 Berlin\\, Germany';

let opened: PlatformInFolder;
let api: Api;
beforeAll(async () => {
  opened = await openPlatformInFolder();
  api = opened.api;
});
afterAll(async () => opened[Symbol.asyncDispose]());

function run(file: ImportOptions['file'], options: Partial<ImportOptions> = {}) {
  return applyImport({ file, api, defaults, ...options });
}

/** Everything that an import could have changed. */
async function everything() {
  const locations = await Array.fromAsync(listAll<Location>(api, '/v1/locations'));
  const events = await Array.fromAsync(listAll<EventHit>(api, '/v1/events'));
  const shows = await Promise.all(
    events.map(({ id }) => Array.fromAsync(listAll<ShowResource>(api, `/v1/events/${id}/shows`))),
  );
  return { locations, events, shows };
}

describe.each([
  ['google.ics', { created: 3, cancelled: 1, refused: 1 }, { unchanged: 3, cancelled: 1, refused: 1 }],
  ['outlook.ics', { created: 2 }, { unchanged: 2 }],
  ['apple.ics', { created: 2 }, { unchanged: 2 }],
  ['the-events-calendar.ics', { created: 2 }, { unchanged: 2 }],
  ['ticket-page.html', { created: 1 }, { unchanged: 1 }],
  ['festival.jsonld', { created: 4, refused: 2 }, { unchanged: 4, refused: 2 }],
])('importing %s', (name, first, second) => {
  it('takes what it says, and a second time changes nothing', async () => {
    expect(countsOf(await run(fixture(name)))).toEqual(first);
    const before = await everything();
    expect(countsOf(await run(fixture(name)))).toEqual(second);
    expect(await everything()).toEqual(before);
  });
});

it('puts entries of one place into one location, and shows on sale', async () => {
  await run(fixture('google.ics'));
  const { locations, events } = await everything();
  expect(locations.filter(({ name }) => name === 'Jazzkeller Treptow')).toHaveLength(1);
  const concert = events.find(({ name }) => name === 'Freitagskonzert im Keller');
  expect(concert).toMatchObject({
    status: 'published',
    type: 'concert',
    showCount: 5,
    totalSeats: 500,
    location: { timeZone: 'Europe/Berlin' },
  });
});

it('takes new dates of an entry as new shows, and leaves those that are gone', async () => {
  const dates = (...starts: string[]) =>
    calendar(
      ...vevent(
        'growing',
        'SUMMARY:Growing',
        here,
        `DTSTART:${starts[0]}`,
        ...starts.slice(1).map((start) => `RDATE:${start}`),
      ),
    );
  await run(dates('20270101T180000Z', '20270102T180000Z'));
  const [outcome] = await run(dates('20270102T180000Z', '20270103T180000Z'));
  expect(outcome).toMatchObject({ kind: 'extended', shows: 2 });
  expect(outcome?.notes).toContain('1 coming shows are not in the file: left as they are');
});

it('says where an entry changed, and changes it only when asked', async () => {
  const file = (description: string) =>
    calendar(...vevent('edited', 'SUMMARY:Edited', here, 'DTSTART:20270201T180000Z', `DESCRIPTION:${description}`));
  const [created] = await run(file('Before'));
  expect(await run(file('After'))).toMatchObject([{ kind: 'differs', eventId: created?.eventId }]);
  expect(await run(file('After'), { mayUpdate: true })).toMatchObject([{ kind: 'changed' }]);
  const { body } = await api.send({ method: 'GET', path: `/v1/events/${created?.eventId}` });
  expect(body).toMatchObject({ description: 'After' });
  const [retitled] = await run(calendar(...vevent('edited', 'SUMMARY:Renamed', here, 'DTSTART:20270201T180000Z')));
  expect(retitled?.kind).toBe('differs');
});

it('says where shows end or are sold otherwise, and changes them only when asked', async () => {
  const file = (end: string) =>
    calendar(...vevent('longer', 'SUMMARY:Longer', here, 'DTSTART:20270215T180000Z', `DTEND:${end}`));
  const [created] = await run(file('20270215T190000Z'));
  const [differs] = await run(file('20270215T200000Z'));
  expect(differs?.kind).toBe('differs');
  expect(differs?.notes.join()).toContain('1 shows end or are sold otherwise than in the file');
  const dearer = { defaults: { ...defaults, price: '12.50' }, mayUpdate: true };
  expect(await run(file('20270215T200000Z'), dearer)).toMatchObject([{ kind: 'changed' }]);
  expect(await run(file('20270215T200000Z'), dearer)).toMatchObject([{ kind: 'unchanged' }]);
  const [show] = await Array.fromAsync(listAll<ShowResource>(api, `/v1/events/${created?.eventId}/shows`));
  expect(show).toMatchObject({
    endsAt: '2027-02-15T20:00:00.000Z',
    tiers: [{ price: { amount: 1250, currency: 'EUR' } }],
  });
});

it('cancels what the file calls off only when asked', async () => {
  const file = (...more: string[]) =>
    calendar(...vevent('off', 'SUMMARY:Off', here, 'DTSTART:20270301T180000Z', 'RDATE:20270302T180000Z', ...more));
  const [created] = await run(file());
  const cancelled = file('STATUS:CANCELLED');
  const [standing] = await run(cancelled);
  expect(standing?.notes).toContain('2 shows are still on sale that the file calls off');
  expect(standing?.settings).toEqual(['mayCancel']);
  expect(await run(cancelled, { mayCancel: true })).toMatchObject([{ kind: 'changed' }]);
  const shows = await Array.fromAsync(listAll<ShowResource>(api, `/v1/events/${created?.eventId}/shows`));
  expect(shows.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
});

it('refuses a date that the hall has no room for, and takes the others', async () => {
  const file = calendar(
    ...vevent('first', 'SUMMARY:First', here, 'DTSTART:20270401T180000Z', 'DTEND:20270401T200000Z'),
    ...vevent(
      'clash',
      'SUMMARY:Clash',
      here,
      'DTSTART:20270401T190000Z',
      'DTEND:20270401T210000Z',
      'RDATE:20270402T190000Z',
    ),
  );
  const [first, clash] = await run(file);
  expect(first).toMatchObject({ kind: 'created', shows: 1 });
  expect(clash).toMatchObject({ kind: 'created', shows: 1, refusedShows: 1 });
  expect(clash?.notes.join()).toContain('The hall has another show at that time');
});

it('puts everything into the location that is given', async () => {
  const { locations } = await everything();
  const locationId = locations[0]?.id ?? '';
  const file = calendar(...vevent('guest', 'SUMMARY:Guest', 'DTSTART:20280501T180000'));
  expect(await run(file, { site: await readSite(api, locationId) })).toMatchObject([{ kind: 'created' }]);
  const nowhere = readSite(api, 'loc_01jzzzzzzzzzzzzzzzzzzzzzzz');
  await expect(nowhere).rejects.toMatchObject({
    setting: 'locationId',
    message: expect.stringContaining('There is no location'),
  });
});

it('leaves drafts unpublished', async () => {
  const [outcome] = await run(calendar(...vevent('draft', 'SUMMARY:Draft', here, 'DTSTART:20270601T180000Z')), {
    isDraft: true,
  });
  const { body } = await api.send({ method: 'GET', path: `/v1/events/${outcome?.eventId}` });
  expect(body).toMatchObject({ status: 'draft', showCount: 1 });
});

it('plans without a platform what it would take', () => {
  const planned = planImport({ file: fixture('google.ics'), defaults });
  const outcomes = planned.map(({ outcome }) => outcome);
  expect(countsOf(outcomes)).toEqual({ planned: 3, cancelled: 1, refused: 1 });
  const text = reportText({ file: fixture('google.ics'), outcomes });
  expect(text).toContain('planned    line 27  Freitagskonzert im Keller  (5 shows)');
  expect(text).toContain('see: --price, --capacity');
  expect(text).toContain('why: it is marked as private.');
  expect(text).toContain('5 entries: 3 would be taken, 1 cancelled in the file, 1 refused.');
});
