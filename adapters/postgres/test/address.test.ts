import { expect, it } from 'vitest';
import { parseAddress } from '../src/address.ts';

const base = 'postgres://user:not-a-secret@db.example:6432/shop';

it('takes what is ours out of the URL, and leaves the rest to the driver', () => {
  expect(parseAddress(`${base}?prefix=mine&poolMax=3&sslmode=verify-full`)).toEqual({
    connectionString: `${base}?sslmode=verify-full`,
    prefix: 'mine',
    poolMax: 3,
    where: 'db.example:6432/shop',
  });
  const plain = parseAddress('postgresql://db.example/shop');
  expect(plain).toMatchObject({ prefix: 'myevents', poolMax: 10, where: 'db.example:5432/shop' });
});

it.each([
  ['no URL', 'postgres', /no postgres/],
  ['another engine', 'mysql://user:not-a-secret@db.example/shop', /no postgres/],
  ['no database', 'postgres://user:not-a-secret@db.example', /one database/],
  ['an unknown parameter', `${base}?perfix=mine`, /perfix/],
  ['a parameter given twice', `${base}?prefix=a&prefix=b`, /prefix/],
  ['a prefix that is no name', `${base}?prefix=My-Events`, /prefix/],
  ['a pool of none', `${base}?poolMax=0`, /poolMax/],
])('refuses %s, without repeating the URL', (_, url, reason) => {
  const parse = () => parseAddress(url);
  expect(parse).toThrow(RangeError);
  expect(parse).toThrow(reason);
  expect(parse).not.toThrow(/not-a-secret/);
});
