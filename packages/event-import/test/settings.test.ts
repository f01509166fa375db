import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../src/digest.ts';
import { parseText, planImport, readDefaults } from '../src/index.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('what the importer says', () => {
  it('is read as people type it; what is undefined is not said', () => {
    const texts = {
      timeZone: 'Europe/Paris',
      country: 'France',
      city: undefined,
      currency: 'eur',
      price: '12.50',
      capacity: '250',
      durationMinutes: '90',
      type: 'concert',
      language: 'fr',
      locationName: 'Salle des fêtes',
    };
    const { defaults, mistakes } = readDefaults(texts, now);
    expect(mistakes).toEqual([]);
    const { city: _city, ...said } = texts;
    const read = { country: 'FR', currency: 'EUR', capacity: 250, durationMinutes: 90, now };
    expect(defaults).toEqual({ ...said, ...read });
    expect(readDefaults({}, now).defaults).toEqual({ durationMinutes: 120, now });
  });

  it('is named with what was expected where it makes no sense', () => {
    const texts = {
      timeZone: 'Mars/Olympus',
      country: 'Atlantis',
      city: '',
      currency: 'XYZW',
      price: 'cheap',
      capacity: '0',
      durationMinutes: '1.5',
      type: 'Rock Concert',
      language: '?',
      locationName: ' ',
    };
    const { defaults, mistakes } = readDefaults(texts, now);
    expect(mistakes.map(({ setting }) => setting).toSorted()).toEqual(Object.keys(texts).toSorted());
    for (const { expected } of mistakes) expect(expected).not.toBe('');
    expect(defaults).toEqual({ durationMinutes: 120, now });
  });
});

it('plans pasted text, and says which setting would have more of it taken', () => {
  const event = ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:One', 'LOCATION:Room 4', 'DTSTART:20270201T180000Z', 'END:VEVENT'];
  const file = parseText(['\uFEFFBEGIN:VCALENDAR', ...event, 'END:VCALENDAR'].join('\r\n'), { now });
  const [refused] = planImport({ file, defaults: { now, durationMinutes: 120, country: 'AT' } });
  expect(refused).toMatchObject({ entry: { title: 'One' }, outcome: { kind: 'refused', settings: ['city'] } });
  const [planned] = planImport({ file, defaults: { now, durationMinutes: 120, country: 'AT', city: 'Graz' } });
  expect(planned).toMatchObject({
    outcome: { kind: 'planned', shows: 1, settings: ['durationMinutes', 'price', 'capacity'] },
    venue: { body: { name: 'Room 4', timeZone: 'Europe/Vienna' } },
    plan: { event: { name: 'One' }, shows: [{ startsAt: '2027-02-01T18:00:00.000Z' }] },
  });
});

it.each(['', 'import', 'Tschüß 日本 🎻', '\ud83c', 'x'.repeat(10_000)])('digests %j as every SHA-256 does', (text) => {
  expect(digestOf(text, 43)).toBe(createHash('sha256').update(text).digest('base64url'));
});
