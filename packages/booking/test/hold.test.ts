import { describe, expect, test } from 'vitest';
import { bookingOf, tiersOf } from '../src/index.ts';
import { bought, configure, end, extend, giveBack, given, hold, onlyA, seated, settings, t0 } from './sale.ts';

const minute = 60_000;

describe('all or nothing', () => {
  test('a hold takes tickets of several tiers at the price of the moment', () => {
    const { show } = given(configure())
      .when(hold('ann', { A: 2, B: 1 }))
      .happens({
        type: 'TicketsHeld',
        bookingId: 'bkg_ann',
        code: 'ANN',
        currency: 'EUR',
        expiresAt: t0 + 10 * minute,
        tickets: [
          { id: 'ann-1', tier: 'A', priceMinor: 2500 },
          { id: 'ann-2', tier: 'A', priceMinor: 2500 },
          { id: 'ann-3', tier: 'B', priceMinor: 0 },
        ],
      });
    expect(tiersOf(show)).toMatchObject([
      { id: 'A', capacity: 10, available: 8, held: 2, booked: 0 },
      { id: 'B', capacity: 2, available: 1, held: 1, booked: 0 },
    ]);
  });

  test('where one tier is short, no ticket of any is taken, and the shortage is told tier by tier', () => {
    const { show } = given(configure(), hold('ann', { B: 2 }))
      .when(hold('bob', { A: 2, B: 1 }))
      .refused({
        code: 'tickets-unavailable',
        shortages: [{ tier: 'B', wanted: 1, available: 0, heldTickets: 2 }],
        seats: [],
        waitlist: true,
      });
    expect(tiersOf(show)).toMatchObject([{ available: 10 }, { available: 0 }]);
  });

  test('two lines of one tier are counted together', () => {
    given(configure(onlyA(5)))
      .when(
        hold('ann', [
          { tier: 'A', quantity: 3 },
          { tier: 'A', quantity: 3 },
        ]),
      )
      .refused({
        code: 'tickets-unavailable',
        shortages: [{ tier: 'A', wanted: 6, available: 5, heldTickets: 0 }],
        seats: [],
        waitlist: false,
      });
  });

  test('waiting makes no sense where more is wanted than there is', () => {
    given(configure(onlyA(2)), hold('ann', { A: 2 }))
      .when(hold('bob', { A: 3 }))
      .refused({
        code: 'tickets-unavailable',
        shortages: [{ tier: 'A', wanted: 3, available: 0, heldTickets: 2 }],
        seats: [],
        waitlist: false,
      });
  });

  test('of a taken seat, all others stay free', () => {
    given(configure(seated(['1', 4])), hold('ann', { S: ['1-2'] }))
      .when(hold('bob', { S: ['1-1', '1-2'] }))
      .refused({ code: 'tickets-unavailable', shortages: [], seats: ['1-2'], waitlist: false });
  });
});

describe('what contradicts itself or the catalogue', () => {
  const invalid = (line: number, field: string, message: string) => ({
    code: 'validation-failed' as const,
    line,
    field,
    message,
  });
  const amount = 'from 1 to 10 tickets can be asked for';

  test.each([
    ['no line', [], invalid(0, 'tier', 'at least one ticket is needed')],
    ['none', [{ tier: 'A', quantity: 0 }], invalid(0, 'quantity', amount)],
    ['half a ticket', [{ tier: 'A', quantity: 1.5 }], invalid(0, 'quantity', amount)],
    ['eleven', [{ tier: 'A', quantity: 11 }], invalid(0, 'quantity', amount)],
    ['less than none', [{ tier: 'A', quantity: -1 }], invalid(0, 'quantity', amount)],
    ['no seat', [{ tier: 'S', seats: [] }], invalid(0, 'seats', amount)],
    [
      'quantity and seats',
      [{ tier: 'S', quantity: 1, seats: ['1-1'] }],
      invalid(0, 'quantity', 'exactly one of quantity and seats is needed'),
    ],
    ['neither', [{ tier: 'S' }], invalid(0, 'quantity', 'exactly one of quantity and seats is needed')],
    [
      'seats where there are none',
      [{ tier: 'A', seats: ['1-1'] }],
      invalid(0, 'seats', 'the tier has no numbered seats'),
    ],
    [
      'a seat twice',
      [
        { tier: 'S', seats: ['1-1'] },
        { tier: 'S', seats: ['1-1'] },
      ],
      invalid(1, 'seats', 'a seat can be asked for once'),
    ],
    [
      'an unknown tier',
      [
        { tier: 'A', quantity: 1 },
        { tier: 'Z', quantity: 1 },
      ],
      { code: 'unknown-tier' as const, tier: 'Z', line: 1 },
    ],
    [
      'an unknown seat',
      [{ tier: 'S', seats: ['1-1', '9-9'] }],
      { code: 'unknown-seat' as const, seat: '9-9', line: 0 },
    ],
    [
      'a seat of another tier',
      [{ tier: 'T', seats: ['1-1'] }],
      { code: 'unknown-seat' as const, seat: '1-1', line: 0 },
    ],
  ])('%s', (_, lines, refusal) => {
    const tiers = ['S', 'T'].map((id) => ({ id, name: id, priceMinor: 1, capacity: null }));
    const rows = [
      {
        key: '1',
        labels: ['1..4'],
        tiers: [
          ['S', 2],
          ['T', 2],
        ] as const,
      },
    ];
    given(configure(settings({ tiers: [...settings().tiers, ...tiers], rows })))
      .when(hold('ann', lines))
      .refused(refusal);
  });
});

describe('at most so many for each user', () => {
  test('held, confirmed and waited for count together', () => {
    given(configure(onlyA(8)), ...bought('ann', { A: 6 }), hold('ann2', { A: 2 }, { userId: 'ann' }))
      .when(hold('ann3', { A: 3 }, { userId: 'ann' }))
      .refused({ code: 'ticket-limit-exceeded', ticketsMax: 10, ticketsNow: 8, wanted: 3 });
  });

  test('what is given back no longer counts', () => {
    given(
      configure(onlyA(20)),
      hold('ann', { A: 10 }),
      giveBack('ann', 1),
      hold('ann2', { A: 1 }, { userId: 'ann' }),
      end('ann'),
    )
      .when(hold('ann3', { A: 9 }, { userId: 'ann' }))
      .happens({ type: 'TicketsHeld' });
  });

  test('the lines of one request count together', () => {
    given(configure(onlyA(20, { maxTicketsPerUser: 4 })))
      .when(
        hold('ann', [
          { tier: 'A', quantity: 3 },
          { tier: 'A', quantity: 2 },
        ]),
      )
      .refused({ code: 'ticket-limit-exceeded', ticketsMax: 4, ticketsNow: 0, wanted: 5 });
  });
});

describe('one live booking under a name', () => {
  test('a second one is refused, whoever asks', () => {
    given(configure(), hold('ann', { A: 1 }))
      .when(hold('bob', { A: 1 }, { nameKey: 'ann' }))
      .refused({ code: 'name-already-booked' });
  });

  test('a released hold frees its name, a confirmed booking does not', () => {
    given(
      configure(),
      hold('ann', { A: 1 }),
      end('ann'),
      ...bought('bob', { A: 1 }, 1).map((one) => ('nameKey' in one ? { ...one, nameKey: 'ann' } : one)),
    )
      .when(hold('cem', { A: 1 }, { nameKey: 'ann', after: 2 }))
      .refused({ code: 'name-already-booked' });
  });

  test('a show may do without the rule', () => {
    given(configure(onlyA(10, { uniqueNames: false })), hold('ann', { A: 1 }))
      .when(hold('bob', { A: 1 }, { nameKey: 'ann' }))
      .happens({ type: 'TicketsHeld' });
  });
});

describe('when nothing can be held', () => {
  test('of a show nobody has heard of', () => {
    given()
      .when(hold('ann', { A: 1 }))
      .refused({ code: 'not-found', what: 'show' });
  });

  test('of a draft', () => {
    given(configure(settings({ isPublished: false })))
      .when(hold('ann', { A: 1 }))
      .refused({ code: 'sales-not-open', opensAt: null });
  });

  test('before the opening, up to its very instant', () => {
    const sale = given(configure(settings({ salesOpenAt: t0 + minute })));
    sale.when(hold('ann', { A: 1 }, { after: minute - 1 })).refused({ code: 'sales-not-open', opensAt: t0 + minute });
    sale.when(hold('ann', { A: 1 }, { after: minute })).happens({ type: 'SalesOpened' }, { type: 'TicketsHeld' });
  });

  test('from the end of sales on', () => {
    const sale = given(configure(settings({ salesCloseAt: t0 + minute })));
    sale.when(hold('ann', { A: 1 }, { after: minute - 1 })).happens({ type: 'TicketsHeld' });
    sale.when(hold('bob', { A: 1 }, { after: minute })).refused({ code: 'sales-closed', closedAt: t0 + minute });
  });
});

describe('giving up a hold', () => {
  test('frees its tickets; asking again changes nothing', () => {
    const sale = given(configure(), hold('ann', { A: 2 }));
    sale.when(end('ann')).happens({ type: 'HoldReleased', bookingId: 'bkg_ann', cause: 'buyer' });
    sale.when(end('ann')).happens();
    expect(tiersOf(sale.show)).toMatchObject([{ available: 10 }, {}]);
  });

  test('a booking that is over is known for one commit more, then to its document alone', () => {
    const sale = given(configure(), hold('ann', { A: 2 }), end('ann'));
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ status: 'released', endedAt: t0, versions: [2, 3] });
    sale.when(hold('bob', { A: 1 })).happens({ type: 'TicketsHeld' });
    expect(bookingOf(sale.show, 'bkg_ann')).toBeUndefined();
    sale.when(end('ann')).refused({ code: 'not-found', what: 'booking' });
  });

  test('one ticket can be given back; the last one ends the hold', () => {
    const sale = given(configure(), hold('ann', { A: 2 }));
    sale.when(giveBack('ann', 2)).happens({ type: 'TicketReturned', ticketId: 'ann-2' });
    sale.when(giveBack('ann', 2)).refused({ code: 'not-found', what: 'ticket' });
    sale.when(giveBack('ann', 1)).happens({ type: 'HoldReleased' });
  });
});

describe('keeping a hold longer', () => {
  test('once, by the time of a hold', () => {
    const sale = given(configure(), hold('ann', { A: 2 }));
    sale.when(extend('ann', { after: minute })).happens({ type: 'HoldExtended', expiresAt: t0 + 20 * minute });
    sale.when(extend('ann', { after: minute })).refused({ code: 'not-extendable' });
    sale.when(extend('ann', { after: 20 * minute })).refused({ code: 'hold-expired', expiredAt: t0 + 20 * minute });
  });

  test('not where the policy says never, nor after it was paid', () => {
    given(configure(onlyA(2, { holdExtensions: 0 })), hold('ann', { A: 2 }))
      .when(extend('ann'))
      .refused({ code: 'not-extendable' });
    given(configure(), ...bought('ann', { A: 2 }))
      .when(extend('ann'))
      .refused({ code: 'not-extendable' });
  });
});
