import { expect, test } from 'vitest';
import { bookingOf, isDue, tiersOf, wakeAt } from '../src/index.ts';
import { configure, end, extend, given, hold, join, onlyA, pay, settings, t0, tick } from './sale.ts';

const minute = 60_000;

test('a hold is over at the very instant it ends, whoever asks and without a timer', () => {
  const sale = given(configure(onlyA(1)), hold('ann', { A: 1 }));
  sale.when(hold('bob', { A: 1 }, { after: 10 * minute - 1 })).refused({
    code: 'tickets-unavailable',
    shortages: [{ tier: 'A', wanted: 1, available: 0, heldTickets: 1 }],
    seats: [],
    waitlist: true,
  });
  const { show } = sale
    .when(hold('bob', { A: 1 }, { after: 10 * minute }))
    .happens({ type: 'HoldExpired', bookingId: 'bkg_ann' }, { type: 'TicketsHeld', bookingId: 'bkg_bob' });
  expect(bookingOf(show, 'bkg_ann')).toMatchObject({ status: 'expired', endedAt: t0 + 10 * minute });
});

test('what was due happens although the command is refused', () => {
  given(configure(onlyA(1)), hold('ann', { A: 1 }))
    .when(pay('ann', { after: 10 * minute }))
    .refused({ code: 'hold-expired', expiredAt: t0 + 10 * minute })
    .meanwhile({ type: 'HoldExpired', bookingId: 'bkg_ann' });
});

test('holds end in the order of their ends, then of their making, each with the offers it makes', () => {
  given(
    configure(onlyA(3)),
    hold('ann', { A: 1 }),
    hold('bob', { A: 1 }),
    hold('cem', { A: 1 }),
    join('dot', 'A', 1),
    join('eve', 'A', 1),
    extend('bob'),
  )
    .when(tick(20 * minute))
    .happens(
      { type: 'HoldExpired', bookingId: 'bkg_ann' },
      { type: 'TicketsOffered', entryId: 'wtl_dot' },
      { type: 'HoldExpired', bookingId: 'bkg_cem' },
      { type: 'TicketsOffered', entryId: 'wtl_eve' },
      { type: 'HoldExpired', bookingId: 'bkg_bob' },
    );
});

test('an offer lasts from the moment it is made, however late that is', () => {
  given(configure(onlyA(1)), hold('ann', { A: 1 }), join('bob', 'A', 1))
    .when(tick(25 * minute))
    .happens({ type: 'HoldExpired' }, { type: 'TicketsOffered', at: t0 + 25 * minute, expiresAt: t0 + 30 * minute });
});

test('an extended hold does not end at its first end', () => {
  given(configure(onlyA(1)), hold('ann', { A: 1 }), extend('ann'))
    .when(tick(10 * minute))
    .happens();
});

test('a clock that is behind does not turn time back', () => {
  given(configure(onlyA(1)), hold('ann', { A: 1 }, { after: minute }))
    .when(end('ann', 0))
    .happens({ type: 'HoldReleased', at: t0 + minute });
});

test('the show is to be woken at the earliest of what is to come', () => {
  const sale = given(configure(settings({ salesOpenAt: t0 - 1, salesCloseAt: t0 + 60 * minute })));
  expect(wakeAt(sale.show)).toBe(t0 + 60 * minute);
  sale.when(hold('ann', { A: 1 }));
  expect(wakeAt(sale.show)).toBe(t0 + 10 * minute);
  expect(isDue(sale.show, t0 + 10 * minute - 1)).toBe(false);
  expect(isDue(sale.show, t0 + 10 * minute)).toBe(true);
  sale.when(pay('ann', { after: minute }));
  expect(wakeAt(sale.show)).toBe(t0 + minute + 10_000);
  sale.when(end('ann', 12 * minute));
  sale.when(tick(60 * minute));
  expect(wakeAt(sale.show)).toBe(sale.show.at);
});

test('opening and end of sales happen once, and once more when they are moved', () => {
  const sale = given(configure(settings({ salesOpenAt: t0 + 1, salesCloseAt: t0 + minute })));
  sale.when(tick(1)).happens({ type: 'SalesOpened' });
  sale.when(tick(minute)).happens({ type: 'SalesClosed' });
  sale.when(tick(minute)).happens();
  expect(wakeAt(sale.show)).toBeNull();
  sale.when(configure(settings({ salesCloseAt: t0 + 2 * minute }), { after: minute, version: 2 }));
  sale.when(hold('ann', { A: 1 }, { after: minute })).happens({ type: 'TicketsHeld' });
  sale.when(tick(2 * minute)).happens({ type: 'SalesClosed' });
  expect(tiersOf(sale.show)).toMatchObject([{ held: 1 }, {}]);
});
