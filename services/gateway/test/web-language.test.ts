import { expect, it } from 'vitest';
import { canBeCached, toCacheKey } from '../src/cache/cache-key.ts';
import { chooseEncoding } from '../src/cache/negotiation.ts';
import { chooseLanguage } from '../src/web/language.ts';
import { toPageUrl } from '../src/web/page-paths.ts';

const wish = (value: string) => ['Host', 'x', 'Accept-Language', value];

it.each([
  ['/search', wish('de-AT,de;q=0.9,en;q=0.8'), 'de'],
  ['/search', wish('fr-FR, ja;q=0.5, de;q=0.4'), 'ja'],
  ['/search', wish('en;q=0.1, AR;q=0.2'), 'ar'],
  ['/search', wish('de;q=0, ja ; q = 0.3'), 'ja'],
  // Mapudungun, Jamaican and Slave are not what they begin with.
  ['/search', wish('arn, jam, den'), 'en'],
  ['/search', wish('*'), 'en'],
  ['/search', [], 'en'],
  ['/search', [...wish('de'), 'Cookie', 'a=1; lang=ja; b=2'], 'ja'],
  ['/search', [...wish('de'), 'cookie', 'lang=fr'], 'de'],
  ['/search', [...wish('de'), 'cookie', 'xlang=ja; lang=jam'], 'de'],
  ['/search?lang=ar', [...wish('de'), 'cookie', 'lang=ja'], 'ar'],
  ['/search?keyword=a&lang=ar', wish('de'), 'ar'],
  ['/search?lang=xx', wish('de'), 'de'],
  ['/search?slang=ar', wish('de'), 'de'],
  ['/search?lang=art', wish('de'), 'de'],
])('chooses the language of %s with %j: %s', (url, headers, language) => {
  expect(chooseLanguage(url, headers)).toBe(language);
});

it('reads no more of a header than any browser sends', () => {
  expect(chooseLanguage('/', wish(`de${' '.repeat(16_000)}x`))).toBe('de');
  expect(chooseLanguage('/', wish(`${'xx,'.repeat(5000)}de`))).toBe('en');
  expect(chooseEncoding(`br, ${' '.repeat(16_000)}x`)).toBe('br');
  expect(chooseEncoding(`x${' '.repeat(16_000)}, br`)).toBeNull();
});

it.each([
  ['/', '/'],
  ['/?utm_source=mail&a=1', '/'],
  ['/search?fbclid=1', '/search'],
  ['/search?keyword=jazz&utm_source=x&city=Berlin', '/search?city=Berlin&keyword=jazz'],
  ['/search?city=Berlin&keyword=jazz', '/search?city=Berlin&keyword=jazz'],
  ['/search?lang=de&keyword=', '/search?keyword='],
  ['/search?keywords=1', '/search'],
  ['/e/ring-evt_1?fbclid=1', '/e/ring-evt_1'],
  ['/e/ring-evt_1/shw_1', '/e/ring-evt_1/shw_1'],
  ['/map?location=loc_1&x', '/map?location=loc_1'],
])('knows the page %s as %s', (url, page) => {
  expect(toPageUrl(url)).toBe(page);
});

it.each([
  '/v1/events',
  '/searching',
  '/search/',
  '//search',
  '/e/',
  '/e//',
  '/e/a/b/c',
  '/E/a',
  '/e/a#b',
  '/bookings',
  '/checkout/bkg_1',
  'http://elsewhere/search',
  '*',
  '',
])('knows no public page as %s', (url) => {
  expect(toPageUrl(url)).toBeUndefined();
});

it('keeps the languages of a page apart, and nothing else that a stranger sends', () => {
  const key = (url: string, headers: readonly string[] = []) => toCacheKey(url, headers);
  expect(key('/search', wish('de'))).not.toBe(key('/search', wish('ja')));
  expect(key('/search?lang=de', wish('ja'))).toBe(key('/search', wish('de')));
  expect(key('/search', ['host', 'evil.example', 'cookie', 'a=b', 'x-forwarded-host', 'evil'])).toBe(key('/search'));
  expect(key('/?a=1', wish('de'))).toBe(key('/?a=2', wish('de')));
});

it('keeps public pages, and nothing private in any spelling', () => {
  for (const url of ['/', '/search?keyword=x', '/e/a-evt_1', '/locations/loc_1'])
    expect(canBeCached(toCacheKey(url, []))).toBe(true);
  const never = [
    '/bookings',
    '/checkout/bkg_1',
    '/organize',
    '/v1/bookings',
    'http://elsewhere/v1/bookings',
    'http://elsewhere/',
    '*',
    'en',
    `/search?keyword=${'x'.repeat(3000)}`,
  ];
  for (const url of never) expect([url, canBeCached(toCacheKey(url, []))]).toEqual([url, false]);
});
