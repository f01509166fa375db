import { beforeAll, describe, expect, it } from 'vitest';
import { euros, openSale, type Sale } from './catalogue.ts';
import { badNames, goodNames } from './names.ts';
import { withAt } from './pointer.ts';
import { expectNoEffect, expectRefused } from './refused.ts';
import { buyer, hold, join, regular } from './sale.ts';
import { post, send } from './subject.ts';

let sale: Sale;
let watched: string[];
let bookings: string;
let waitlist: string;

beforeAll(async () => {
  sale = await openSale({
    show: {
      tiers: [
        { id: 'regular', name: 'Regular', price: euros(2500), capacity: 100 },
        { id: 'vip', name: 'VIP', price: euros(9900), capacity: 10 },
        { id: 'stalls', name: 'Stalls', price: euros(5000), seats: ['A-1..12'] },
      ],
    },
  });
  const { id } = sale.show;
  await hold(id, regular(2));
  await join(id, 1);
  bookings = `/v1/shows/${id}/bookings`;
  waitlist = `/v1/shows/${id}/waitlist`;
  const lists = [`/v1/bookings?showId=${id}&limit=100`, `/v1/shows/${id}/ledger?limit=100`];
  watched = [`/v1/shows/${id}/availability?seats=true`, ...lists];
});

const asking = () => ({ ...buyer(), tickets: [{ tier: 'regular', quantity: 2 }] as object[] });
const waiting = () => ({ ...buyer(), tickets: [{ tier: 'regular', quantity: 2 }] });
const invalid = (pointer: string) => ({ pointer });

/** What numbers of tickets nobody can have. */
const badQuantities = [0, 1.5, 11, -1, 1e9, -0.5, 1e21, '2', '', null, true, [1], {}];

interface Case {
  readonly what: string;
  readonly at: string;
  readonly value: unknown;
  readonly pointer?: string;
  readonly status?: number;
  readonly code?: string;
}

const sameInBoth: readonly Case[] = [
  { what: 'a field nobody knows', at: '/seatsWanted', value: 2 },
  { what: 'a field of the answer', at: '/status', value: 'confirmed' },
  { what: 'a price of one’s own', at: '/total', value: { amount: 0, currency: 'EUR' } },
  { what: 'a field nobody knows in a line', at: '/tickets/0/price', value: 0 },
  { what: 'no user', at: '/userId', value: undefined },
  { what: 'no name', at: '/name', value: undefined },
  { what: 'no tickets', at: '/tickets', value: undefined },
  { what: 'an empty list of tickets', at: '/tickets', value: [] },
  { what: 'tickets that are no list', at: '/tickets', value: { tier: 'regular', quantity: 1 } },
  { what: 'tickets that are text', at: '/tickets', value: 'regular' },
  { what: 'a line that is null', at: '/tickets/0', value: null },
  { what: 'a line that is a number', at: '/tickets/0', value: 2 },
  { what: 'a line without a tier', at: '/tickets/0/tier', value: undefined },
  { what: 'a tier that is a number', at: '/tickets/0/tier', value: 1 },
  { what: 'a tier of nothing', at: '/tickets/0/tier', value: '' },
  { what: 'a user that is a number', at: '/userId', value: 7 },
  { what: 'a user of nothing', at: '/userId', value: '' },
  { what: 'a user with white space', at: '/userId', value: 'a b' },
  { what: 'a user beyond ASCII', at: '/userId', value: 'zoë' },
  { what: 'a user of 129 characters', at: '/userId', value: 'x'.repeat(129) },
  { what: 'no mail address', at: '/email', value: 'ada' },
  { what: 'a mail address with a line break', at: '/email', value: 'a@example.org\nbcc:b@example.org' },
  { what: 'a mail address that is null', at: '/email', value: null },
  { what: 'a mail address of 300 characters', at: '/email', value: `${'x'.repeat(60)}@${'y'.repeat(240)}.org` },
  ...badQuantities.map((value) => ({ what: `${JSON.stringify(value)} tickets`, at: '/tickets/0/quantity', value })),
  ...badNames.map(([what, value]) => ({ what: `a name: ${what}`, at: '/name', value })),
  ...['box', 'REGULAR', 'regular ', '__proto__', 'constructor', 'toString', '0', 'x'.repeat(40)].map((value) => ({
    what: `the tier ${value}`,
    at: '/tickets/0/tier',
    value,
    status: 422,
    code: 'unknown-tier',
  })),
];

describe.each([
  ['a hold', () => bookings, asking],
  ['a place in line', () => waitlist, waiting],
] as const)('%s is refused without effect:', (_what, path, body) => {
  it.each(sameInBoth)('$what', async ({ at, value, pointer = at, ...refused }) => {
    const answer = await expectNoEffect(watched, () => post(path(), withAt(body(), at, value)));
    expectRefused(answer, { pointer, ...refused });
  });

  it.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['text', '"regular"'],
    ['a number', '7'],
    ['nothing', ''],
  ])('a body that is %s', async (_body, raw) => {
    const answer = await expectNoEffect(watched, () => send({ method: 'POST', path: path(), raw }));
    expectRefused(answer, { pointer: '' });
  });

  it.each([
    ['in the body', '', '/__proto__'],
    ['in a line', '/tickets/0', '/tickets/0/__proto__'],
  ])('__proto__ %s', async (_where, at, pointer) => {
    const raw = JSON.stringify(withAt(body() as object, `${at}/PROTO`, { isAdmin: true })).replace(
      'PROTO',
      '__proto__',
    );
    const answer = await expectNoEffect(watched, () => send({ method: 'POST', path: path(), raw }));
    expectRefused(answer, { pointer });
  });

  it('a number too large for any computer', async () => {
    const raw = JSON.stringify(body()).replace('"quantity":2', '"quantity":1e400');
    const answer = await expectNoEffect(watched, () => send({ method: 'POST', path: path(), raw }));
    expectRefused(answer, { pointer: '/tickets/0/quantity' });
  });

  it('several mistakes, each told', async () => {
    const wrong = { ...body(), userId: '', name: ' ', tickets: [{ tier: 'regular', quantity: 0 }] };
    const answer = await expectNoEffect(watched, () => post(path(), wrong));
    const { errors = [] } = answer.body as { errors?: { pointer: string }[] };
    expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set(['/userId', '/name', '/tickets/0/quantity']));
  });
});

describe('a hold is refused without effect:', () => {
  const lines = (...tickets: object[]) => tickets;
  const many = Array.from({ length: 11 }, () => ({ tier: 'regular', quantity: 1 }));

  it.each([
    ['the same seat twice', lines({ tier: 'stalls', seats: ['A-1', 'A-1'] }), invalid('/tickets/0/seats')],
    [
      'the same seat in two lines',
      lines({ tier: 'stalls', seats: ['A-1'] }, { tier: 'stalls', seats: ['A-1'] }),
      invalid('/tickets/1/seats'),
    ],
    [
      'a seat that is not',
      lines({ tier: 'stalls', seats: ['A-1', 'Q-99'] }),
      { status: 422, code: 'unknown-seat', pointer: '/tickets/0/seats' },
    ],
    ['a seat that is no seat', lines({ tier: 'stalls', seats: ['A'] }), invalid('/tickets/0/seats/0')],
    ['a seat that is a number', lines({ tier: 'stalls', seats: [1] }), invalid('/tickets/0/seats/0')],
    ['seats that are text', lines({ tier: 'stalls', seats: 'A-1' }), invalid('/tickets/0/seats')],
    ['no seats', lines({ tier: 'stalls', seats: [] }), invalid('/tickets/0/seats')],
    ['seats where there are none', lines({ tier: 'regular', seats: ['A-1'] }), invalid('/tickets/0/seats')],
    ['seats and a quantity', lines({ tier: 'stalls', seats: ['A-1'], quantity: 1 }), invalid('/tickets/0')],
    ['neither seats nor a quantity', lines({ tier: 'stalls' }), invalid('/tickets/0')],
    ['eleven lines', many, invalid('/tickets')],
    [
      'an unknown tier beside a good one',
      lines({ tier: 'regular', quantity: 1 }, { tier: 'box', quantity: 1 }),
      { status: 422, code: 'unknown-tier', pointer: '/tickets/1/tier' },
    ],
    [
      'eleven tickets over two lines',
      lines({ tier: 'regular', quantity: 6 }, { tier: 'vip', quantity: 5 }),
      { status: 422, code: 'ticket-limit-exceeded', pointer: undefined },
    ],
    ['more names than tickets', lines({ tier: 'vip', quantity: 1, names: ['A', 'B'] }), invalid('/tickets/0/names')],
    ['names that are text', lines({ tier: 'vip', quantity: 1, names: 'A' }), invalid('/tickets/0/names')],
    ['no names', lines({ tier: 'vip', quantity: 1, names: [] }), invalid('/tickets/0/names')],
    ['an invisible name', lines({ tier: 'vip', quantity: 1, names: ['\u2060'] }), invalid('/tickets/0/names/0')],
  ])('%s', async (_what, tickets, refused) => {
    const answer = await expectNoEffect(watched, () => post(bookings, { ...buyer(), tickets }));
    expectRefused(answer, refused);
  });
});

describe('a hold is taken', () => {
  it.each(goodNames)('under a name: %s', async (_what, name) => {
    const { userId } = buyer();
    const { show } = await openSale();
    const held = await hold(show.id, regular(1), { who: { userId, name } });
    expect(held.name).toBe(name);
  });

  it('with a quantity written as 2.0', async () => {
    const { show } = await openSale();
    const raw = JSON.stringify(asking()).replace('"quantity":2', '"quantity":2.0');
    expect((await send({ method: 'POST', path: `/v1/shows/${show.id}/bookings`, raw })).status).toBe(201);
  });
});
