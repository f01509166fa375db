import { expect, test } from 'vitest';
import { toAddressLines } from './address.ts';

test.each([
  [
    { street: 'Friedrichstraße 107', city: 'Berlin', postalCode: '10117', countryCode: 'DE' },
    ['Friedrichstraße 107', '10117 Berlin', 'Germany'],
  ],
  [
    { street: '21 New Globe Walk', city: 'London', postalCode: 'SE1 9DT', countryCode: 'GB' },
    ['21 New Globe Walk', 'London SE1 9DT', 'United Kingdom'],
  ],
  [
    { street: '881 7th Ave', city: 'New York', region: 'NY', postalCode: '10019', countryCode: 'US' },
    ['881 7th Ave', 'New York, NY 10019', 'United States'],
  ],
  [{ city: 'Nairobi', countryCode: 'KE' }, ['Nairobi', 'Kenya']],
  [
    { street: 'Piazza della Scala 1', city: 'Milano', region: 'MI', postalCode: '20121', countryCode: 'IT' },
    ['Piazza della Scala 1', '20121 Milano, MI', 'Italy'],
  ],
])('an address is written as in its country: %o', (address, lines) => {
  expect(toAddressLines(address, 'en')).toEqual(lines);
});

test('a Japanese address goes from the large to the small for those who read Japanese', () => {
  const address = { street: '横網1-3-28', city: '墨田区', region: '東京都', postalCode: '130-0015', countryCode: 'JP' };
  expect(toAddressLines(address, 'ja')).toEqual(['〒130-0015', '東京都 墨田区 横網1-3-28', '日本']);
  expect(toAddressLines(address, 'en')).toEqual(['横網1-3-28', '墨田区, 東京都 130-0015', 'Japan']);
});
