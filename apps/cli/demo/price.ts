import { currencyDigitsOf, type Money } from '@myevents/contracts';

/** A decimal price as money in minor units, without rounding: `7.5` BHD is 7500. Throws for decimals the currency lacks. */
export function toMoney(price: string, currency: string): Money {
  const digits = currencyDigitsOf(currency);
  const match = /^(\d+)(?:\.(\d+))?$/.exec(price);
  const fraction = match?.[2] ?? '';
  if (digits === undefined || !match || fraction.length > digits) {
    throw new Error(`${price} is no price in ${currency}`);
  }
  return { amount: Number(`${match[1]}${fraction.padEnd(digits, '0')}`), currency };
}
