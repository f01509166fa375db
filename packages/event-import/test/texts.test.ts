import { formats } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../src/address-text.ts';
import { countryCodeOf, countryOfZone } from '../src/country-names.ts';
import { EntryError, UnreadableFileError } from '../src/entry.ts';
import { eventKind, toTags } from '../src/event-kind.ts';
import { parseFile } from '../src/parse-file.ts';
import { toLabel, toPlainText } from '../src/plain-text.ts';
import { currencyOf, toMinorUnits } from '../src/price-text.ts';
import { decodeText, fileBytesMax } from '../src/text-file.ts';
import { ianaZoneOfWindows } from '../src/windows-zones.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

describe('a file', () => {
  it.each([
    ['UTF-8', bytes('Käse\r\nBrot')],
    ['UTF-8 with a mark', bytes('\uFEFFKäse\nBrot')],
    ['UTF-16', bytes('\uFEFFKäse\nBrot', 'utf16le')],
    ['Latin-1', bytes('Käse\rBrot', 'latin1')],
  ])('in %s is read', (_name, file) => {
    expect(decodeText(file)).toBe('Käse\nBrot');
  });

  it.each([
    ['nothing', bytes(' \n'), 'is empty'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3]), 'is not a text file'],
    ['control characters', Buffer.alloc(200, 7), 'is not a text file'],
    ['more than 50 MB', Buffer.alloc(fileBytesMax + 1, 65), 'is larger than 50 MB'],
    ['plain words', bytes('Dear all, the party is on Friday.'), 'is neither an iCalendar file'],
  ])('that holds %s is refused', (_name, file, reason) => {
    expect(() => parseFile(file, { now: 0 })).toThrow(UnreadableFileError);
    expect(() => parseFile(file, { now: 0 })).toThrow(reason);
  });

  it('is known by what is in it', () => {
    const calendar =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nDTSTART:20270501T180000Z\nEND:VEVENT\nEND:VCALENDAR';
    expect(parseFile(bytes(`\uFEFF${calendar}`), { now: 0 }).format).toBe('iCalendar');
    expect(parseFile(bytes('[]'), { now: 0 }).format).toBe('schema.org');
  });
});

describe('an address on one line', () => {
  it.each([
    [
      'Royal Albert Hall, Kensington Gore, London SW7 2AP, UK',
      { name: 'Royal Albert Hall', street: 'Kensington Gore', city: 'London', postalCode: 'SW7 2AP', country: 'UK' },
    ],
    [
      'The Fillmore, 1805 Geary Blvd, San Francisco, CA 94115, USA',
      {
        name: 'The Fillmore',
        street: '1805 Geary Blvd',
        city: 'San Francisco',
        region: 'CA',
        postalCode: '94115',
        country: 'USA',
      },
    ],
    [
      'Madison Square Garden, New York, NY, 10001, United States',
      { name: 'Madison Square Garden', city: 'New York', region: 'NY', postalCode: '10001', country: 'United States' },
    ],
    [
      'Olympia, 28 Bd des Capucines, 75009 Paris, France',
      { name: 'Olympia', street: '28 Bd des Capucines', city: 'Paris', postalCode: '75009', country: 'France' },
    ],
    [
      'Paradiso, Weteringschans 6-8, 1017 SG Amsterdam, Netherlands',
      {
        name: 'Paradiso',
        street: 'Weteringschans 6-8',
        city: 'Amsterdam',
        postalCode: '1017 SG',
        country: 'Netherlands',
      },
    ],
    [
      'Opera House, Bennelong Point, Sydney NSW 2000, Australia',
      {
        name: 'Opera House',
        street: 'Bennelong Point',
        city: 'Sydney',
        region: 'NSW',
        postalCode: '2000',
        country: 'Australia',
      },
    ],
    [
      'Budokan, 2-3 Kitanomarukoen, Tokyo 102-8321, Japan',
      { name: 'Budokan', street: '2-3 Kitanomarukoen', city: 'Tokyo', postalCode: '102-8321', country: 'Japan' },
    ],
    [
      'Place des Arts, 175 Rue Sainte-Catherine O, Montréal, QC H2X 1Y9, Canada',
      {
        name: 'Place des Arts',
        street: '175 Rue Sainte-Catherine O',
        city: 'Montréal',
        region: 'QC',
        postalCode: 'H2X 1Y9',
        country: 'Canada',
      },
    ],
    [
      'Café (Hauptstr. 1, 80331 München)',
      { name: 'Café', street: 'Hauptstr. 1', city: 'München', postalCode: '80331' },
    ],
    ['Hall, San Francisco, CA', { name: 'Hall', city: 'San Francisco', region: 'CA' }],
    ['Room 4', { name: 'Room 4' }],
    ['https://meet.example/abc', {}],
    ['', {}],
  ])('%s', (text, parts) => {
    expect(readAddress(text)).toEqual(parts);
  });
});

describe('a country', () => {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['DEU', 'DE'],
    ['Deutschland', 'DE'],
    ['Allemagne', 'DE'],
    ['ドイツ', 'DE'],
    ['UK', 'GB'],
    ['England', 'GB'],
    ['U.S.A.', 'US'],
    ['United States of America', 'US'],
    ['St. Lucia', 'LC'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Atlantis', undefined],
    ['XX', undefined],
  ])('written %s is %s', (text, code) => {
    expect(countryCodeOf(text)).toBe(code);
  });

  it('is told by a zone that is its own', () => {
    expect(countryOfZone('Europe/Berlin')).toBe('DE');
    expect(countryOfZone('America/Los_Angeles')).toBe('US');
    expect(countryOfZone('Asia/Calcutta')).toBe('IN');
    expect(countryOfZone('UTC')).toBeUndefined();
  });

  it.each([
    ['DE', 'EUR'],
    ['GB', 'GBP'],
    ['US', 'USD'],
    ['CH', 'CHF'],
    ['JP', 'JPY'],
    ['KW', 'KWD'],
    ['KR', 'KRW'],
    ['CI', 'XOF'],
    ['PA', 'PAB'],
    ['BR', 'BRL'],
  ])('%s is paid in %s', (country, currency) => {
    expect(currencyOf(country)).toBe(currency);
  });
});

describe('a price', () => {
  it.each([
    ['25', 'EUR', 2500],
    ['25.5', 'EUR', 2550],
    ['25,50', 'EUR', 2550],
    ['1.234,50', 'EUR', 123450],
    ['1,234.50', 'USD', 123450],
    ['1,000', 'USD', 100000],
    ["1'000.00", 'CHF', 100000],
    ['€ 25', 'EUR', 2500],
    ['25 €', 'EUR', 2500],
    ['USD 20.00', 'USD', 2000],
    ['1000', 'JPY', 1000],
    ['1000.00', 'JPY', 1000],
    ['12.345', 'KWD', 12345],
    ['free', 'JPY', 0],
    ['0.00', 'EUR', 0],
  ])('of %s in %s is %d', (text, currency, minor) => {
    expect(toMinorUnits(text, currency)).toBe(minor);
  });

  it.each([
    ['-5', 'EUR'],
    ['25.555', 'EUR'],
    ['10.5', 'JPY'],
    ['from 20', 'EUR'],
    ['20-30', 'EUR'],
    ['1e9', 'EUR'],
    ['99999999999999', 'EUR'],
    ['25', 'XYZ'],
    ['', 'EUR'],
  ])('of "%s" in %s is none', (text, currency) => {
    expect(() => toMinorUnits(text, currency)).toThrow(EntryError);
  });
});

describe('a text', () => {
  it.each([
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<p>One</p> <p>Two &amp; three</p>', 'One\nTwo & three'],
    ['<style>p{}</style><script>alert(1)</script>safe', 'safe'],
    ['2 < 3 and 4 > 3', '2 < 3 and 4 > 3'],
    ['Caf&eacute; &#8211; &#x1F3AA; &unknown; &#0;', 'Café – 🎪 &unknown;'],
    ['bell\u0007 and \ud800 lone', 'bell and  lone'],
    ['a\n\n\n\n\nb  \n', 'a\n\nb'],
  ])('like %j loses its markup', (text, plain) => {
    expect(toPlainText(text)).toBe(plain);
  });

  it('is cut between characters', () => {
    const cut = toLabel('🎪'.repeat(200), 101);
    expect(cut.length).toBeLessThanOrEqual(101);
    expect(cut.isWellFormed()).toBe(true);
  });
});

describe('what kind of event it is', () => {
  it.each([
    [['MusicEvent'], 'Night', 'concert'],
    [['TheaterEvent', 'Event'], 'Night', 'play'],
    [['Comedy'], 'Concert of jokes', 'comedy'],
    [[], 'Zirkus Sarrasani', 'circus'],
    [['Misc'], 'Karneval der Kulturen', 'carnival'],
    [[], 'Freitagskonzert im Keller', 'concert'],
    [[], 'Operation am offenen Herzen', 'event'],
    [['BusinessEvent'], 'Summit', 'conference'],
    [['Event'], 'Something', 'event'],
  ])('%j "%s" is a %s', (words, title, kind) => {
    expect(eventKind(words, title)).toBe(kind);
  });

  it('is not told by its tags, each of which stands once', () => {
    expect(toTags(['MusicEvent', 'Jazz', 'jazz', ' ', 'Festival', 'Blue  Note', 'x'.repeat(60)])).toEqual([
      'Jazz',
      'Blue Note',
      `${'x'.repeat(39)}…`,
    ]);
  });
});

it('knows a zone for every name Windows has', () => {
  for (const name of [
    'W. Europe Standard Time',
    'Eastern Standard Time',
    'Tokyo Standard Time',
    'GMT Standard Time',
    'AUS Eastern Standard Time',
  ]) {
    expect(formats['time-zone'].matches(ianaZoneOfWindows(name) ?? '')).toBe(true);
  }
  expect(ianaZoneOfWindows('constructor')).toBeUndefined();
});
