import { describe, expect, test } from 'vitest';
import { bookingOf, entryOf, inventoryDrift, isDue, owedActions, seatRowsOf, tiersOf } from '../src/index.ts';
import {
  answer,
  bought,
  cancelShow,
  configure,
  end,
  extend,
  giveBack,
  given,
  hold,
  join,
  onlyA,
  pay,
  seated,
  settings,
  tick,
} from './sale.ts';

const cancelled = { code: 'show-cancelled' as const };

describe('a cancelled show', () => {
  const sale = () =>
    given(
      configure(onlyA(6)),
      ...bought('ann', { A: 2 }),
      hold('bob', { A: 2 }),
      hold('cem', { A: 1 }),
      pay('cem'),
      hold('dot', { A: 1 }),
      join('eve', 'A', 1),
      cancelShow(),
    );

  test('has nothing to sell at once, for every reader', () => {
    const { show } = sale();
    expect(tiersOf(show)).toMatchObject([
      { capacity: 6, available: 0, reservedForWaitlist: 0, held: 4, booked: 2, waiting: 0 },
    ]);
    expect(entryOf(show, 'wtl_eve')).toMatchObject({ status: 'closed' });
    expect(inventoryDrift(show)).toBe(0);
    expect(isDue(show, show.at)).toBe(true);
  });

  test('refuses everything that would go on with it', () => {
    const { show } = sale();
    for (const command of [hold('gil', { A: 1 }), join('gil', 'A', 1), extend('bob'), pay('bob'), giveBack('ann', 1)]) {
      given(configure(onlyA(6)), ...bought('ann', { A: 2 }), hold('bob', { A: 2 }), cancelShow())
        .when(command)
        .refused(cancelled);
    }
    expect(show.isCancelled).toBe(true);
  });

  test('ends its bookings by and by, owes the money back, and tells who waited', () => {
    const { show } = sale()
      .when(tick())
      .happens(
        { type: 'WaitlistClosed', entryId: 'wtl_eve' },
        {
          type: 'BookingCancelled',
          bookingId: 'bkg_ann',
          cause: 'show',
          refund: { refund: 'refund-bkg_ann', amountMinor: 5000 },
        },
        { type: 'HoldReleased', bookingId: 'bkg_bob', cause: 'show' },
        { type: 'PaymentAbandoned', bookingId: 'bkg_cem', attempt: 'pay_cem' },
        { type: 'HoldReleased', bookingId: 'bkg_cem', cause: 'show' },
        { type: 'HoldReleased', bookingId: 'bkg_dot', cause: 'show' },
      );
    expect(tiersOf(show)).toMatchObject([{ capacity: 0, available: 0, held: 0, booked: 0 }]);
    expect([...owedActions(show)].map(({ action, bookingId }) => [action, bookingId])).toEqual([
      ['refund', 'bkg_ann'],
      ['void', 'bkg_cem'],
    ]);
    expect(isDue(show, show.at)).toBe(false);
    expect(bookingOf(show, 'bkg_bob')).toMatchObject({ status: 'released', cause: 'show' });
  });

  test('confirms nothing, though the authorisation come before the booking was ended', () => {
    const running = sale();
    running
      .when(answer('RecordAuthorisation', 'cem'))
      .happens({ type: 'PaymentAbandoned' }, { type: 'HoldReleased', cause: 'show' });
    running.when(answer('RecordVoid', 'cem')).happens({ type: 'PaymentVoided' });
  });

  test('ends a booking at once when its buyer asks, also after the time for it', () => {
    const late = settings({ startsAt: 0 });
    given(configure(late), ...bought('ann', { A: 2 }), cancelShow())
      .when(end('ann'))
      .happens({ type: 'BookingCancelled', cause: 'show' });
  });

  test('stays cancelled whatever the catalogue says later, and is cancelled once', () => {
    const running = sale();
    running.when(configure(onlyA(20), { version: 20 })).happens();
    running.when(cancelShow(0, 21)).happens();
  });

  test('sells no seat any more', () => {
    const { show } = given(configure(seated(['1', 3])), hold('ann', { S: ['1-2'] }), cancelShow());
    expect(seatRowsOf(show)).toEqual({ '1': 'xhx' });
    expect(tiersOf(show)).toMatchObject([{ capacity: 1, available: 0, held: 1 }]);
  });
});

test('a cancellation that is older than what is known is ignored', () => {
  given(configure(onlyA(1), { version: 5 }))
    .when(cancelShow(0, 4))
    .happens();
});

test('a show cancelled before anything else was heard of it cannot be opened by late news', () => {
  const sale = given(cancelShow(0, 2));
  sale.when(configure(onlyA(1))).happens();
  sale.when(hold('ann', { A: 1 })).refused(cancelled);
});
