import { currencyDigitsOf } from '@myevents/contracts';
import { expect, it } from 'vitest';
import { currencyDigits } from './currency-digits.ts';
import { toPrice } from './format.ts';

it('knows the minor units of every currency as the API does', () => {
  const codes = Intl.supportedValuesOf('currency').filter((code) => currencyDigitsOf(code) !== undefined);
  expect(codes.length).toBeGreaterThan(100);
  for (const code of codes) expect(`${code} ${currencyDigits(code)}`).toBe(`${code} ${currencyDigitsOf(code)}`);
});

it('writes what the API means, also where a currency is usually written without decimals', () => {
  expect(toPrice({ amount: 450_000, currency: 'HUF' }, 'en')).toMatch(/^HUF\s4,500$/);
  expect(toPrice({ amount: 450_050, currency: 'HUF' }, 'en')).toMatch(/^HUF\s4,500\.50$/);
  expect(toPrice({ amount: 1500, currency: 'JPY' }, 'en')).toBe('¥1,500');
  expect(toPrice({ amount: 12_500, currency: 'KWD' }, 'en')).toMatch(/^KWD\s12\.500$/);
});
