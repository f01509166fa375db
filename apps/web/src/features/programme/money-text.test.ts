import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../i18n/languages.ts';
import { amountText, parseAmount } from './money-text.ts';

describe('an amount', () => {
  it.each([
    ['12.50', 'EUR', 'en', 1250],
    ['12,50', 'EUR', 'en', 1250],
    ['12,50', 'EUR', 'de', 1250],
    ['12.50', 'EUR', 'de', 1250],
    ['12,5', 'EUR', 'de', 1250],
    ['1.234', 'EUR', 'de', 123_400],
    ['1,234', 'USD', 'en', 123_400],
    ['1.234,56', 'EUR', 'en', 123_456],
    ['1,234.56', 'USD', 'de', 123_456],
    ['1,234,567', 'JPY', 'de', 1_234_567],
    ['€ 0', 'EUR', 'en', 0],
    ['.5', 'USD', 'en', 50],
    ['1.234', 'KWD', 'en', 1234],
    ['1,234', 'KWD', 'de', 1234],
    ['4500', 'HUF', 'en', 450_000],
    ['３０００', 'JPY', 'ja', 3000],
    ['١٢٫٥', 'EGP', 'ar', 1250],
    ["1'200", 'CHF', 'de', 120_000],
  ])('"%s" %s in %s is %i', (text, currency, language, expected) => {
    expect(parseAmount(text, currency, language)).toBe(expected);
  });

  it.each([
    ['', 'EUR', 'en', 'amountMissing'],
    ['abc', 'EUR', 'en', 'amountUnclear'],
    ['-3', 'EUR', 'en', 'amountUnclear'],
    ['1.2.3', 'EUR', 'en', 'amountUnclear'],
    ['12.345', 'EUR', 'en', 'amountDecimals'],
    ['12.5', 'JPY', 'en', 'amountDecimals'],
    ['99999999999', 'EUR', 'en', 'amountLarge'],
  ])('"%s" %s in %s is refused: %s', (text, currency, language, mistake) => {
    expect(parseAmount(text, currency, language)).toBe(mistake);
  });

  it('is read back as it was written, in every language', () => {
    const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'HUF', 'USD');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        currencies,
        fc.constantFrom(...languages),
        (amount, currency, language) => {
          expect(parseAmount(amountText(amount, currency, language), currency, language)).toBe(amount);
        },
      ),
    );
  });
});
