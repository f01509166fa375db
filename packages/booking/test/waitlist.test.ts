import { describe, expect, test } from 'vitest';
import { entryOf, tiersOf } from '../src/index.ts';
import {
  answer,
  bought,
  configure,
  end,
  giveBack,
  given,
  hold,
  join,
  leave,
  onlyA,
  pay,
  seated,
  settings,
  t0,
  tick,
} from './sale.ts';

const minute = 60_000;
const shortOf = (wanted: number, heldTickets: number, waitlist = true) => ({
  code: 'tickets-unavailable' as const,
  shortages: [{ tier: 'A', wanted, available: 0, heldTickets }],
  seats: [],
  waitlist,
});

describe('the walk along the line', () => {
  test('who joins and fits is offered the tickets at once', () => {
    given(configure(onlyA(2)))
      .when(join('ann', 'A', 2))
      .happens(
        { type: 'WaitlistJoined', entryId: 'wtl_ann' },
        {
          type: 'TicketsOffered',
          entryId: 'wtl_ann',
          bookingId: 'bkg_ann',
          expiresAt: t0 + 5 * minute,
          passedOver: [],
        },
      );
  });

  test('the head waits for tickets that could come free, and what is free is kept for it', () => {
    const sale = given(configure(onlyA(3)), hold('ann', { A: 2 }), join('bob', 'A', 2));
    expect(tiersOf(sale.show)).toMatchObject([{ available: 0, reservedForWaitlist: 1, held: 2, waiting: 2 }]);
    sale.when(hold('cem', { A: 1 })).refused(shortOf(1, 2));
    sale.when(join('dot', 'A', 1)).happens({ type: 'WaitlistJoined' });
    sale
      .when(end('ann'))
      .happens(
        { type: 'HoldReleased' },
        { type: 'TicketsOffered', entryId: 'wtl_bob' },
        { type: 'TicketsOffered', entryId: 'wtl_dot' },
      );
  });

  test('who wants more than could come free is passed over, keeps the place, and is named in the offer', () => {
    const sale = given(
      configure(onlyA(4)),
      ...bought('ann', { A: 2 }),
      hold('bob', { A: 2 }),
      join('cem', 'A', 4),
      join('dot', 'A', 3),
      join('eve', 'A', 4),
    );
    sale.when(join('fay', 'A', 1));
    sale.when(end('bob')).happens(
      { type: 'HoldReleased' },
      {
        type: 'TicketsOffered',
        entryId: 'wtl_fay',
        passedOver: [
          { quantity: 3, entries: 1, firstEntryId: 'wtl_dot' },
          { quantity: 4, entries: 2, firstEntryId: 'wtl_cem' },
        ],
      },
    );
    expect(entryOf(sale.show, 'wtl_cem')).toMatchObject({ status: 'waiting', position: 1, ahead: 0 });
    expect(tiersOf(sale.show)).toMatchObject([{ available: 1, reservedForWaitlist: 0 }]);
    sale.when(hold('gil', { A: 1 })).happens({ type: 'TicketsHeld' });
  });

  test('when the holds it waited for are paid, a blocking entry is passed over and the next is served', () => {
    const sale = given(
      configure(onlyA(3)),
      hold('ann', { A: 2 }),
      join('bob', 'A', 3),
      join('cem', 'A', 1),
      pay('ann'),
    );
    sale.when(answer('RecordAuthorisation', 'ann')).happens(
      { type: 'BookingConfirmed' },
      {
        type: 'TicketsOffered',
        entryId: 'wtl_cem',
        passedOver: [{ quantity: 3, entries: 1, firstEntryId: 'wtl_bob' }],
      },
    );
  });

  test('a blocking entry that leaves lets the next one through', () => {
    given(configure(onlyA(3)), hold('ann', { A: 2 }), join('bob', 'A', 3), join('cem', 'A', 1))
      .when(leave('bob'))
      .happens({ type: 'WaitlistLeft', entryId: 'wtl_bob' }, { type: 'TicketsOffered', entryId: 'wtl_cem' });
  });

  test('each tier has a line of its own, and a hold over several passes all of them', () => {
    const sale = given(configure(), hold('ann', { B: 2 }), join('bob', 'B', 1));
    sale.when(hold('cem', { A: 1, B: 1 })).refused({
      code: 'tickets-unavailable',
      shortages: [{ tier: 'B', wanted: 1, available: 0, heldTickets: 2 }],
      seats: [],
      waitlist: true,
    });
    sale.when(hold('cem', { A: 1 })).happens({ type: 'TicketsHeld' });
  });

  test('a single ticket given back goes to the line, not to whoever comes next', () => {
    given(configure(onlyA(2)), hold('ann', { A: 2 }), join('bob', 'A', 1))
      .when(giveBack('ann', 1))
      .happens({ type: 'TicketReturned' }, { type: 'TicketsOffered', entryId: 'wtl_bob' });
  });

  test('more capacity goes to the line first', () => {
    given(configure(onlyA(1)), hold('ann', { A: 1 }), join('bob', 'A', 2), join('cem', 'A', 1))
      .when(configure(onlyA(3), { version: 2 }))
      .happens({ type: 'ShowConfigured' }, { type: 'TicketsOffered', entryId: 'wtl_bob' });
  });

  test('seated tiers fit by count, and the offer has the best seats that are free by then', () => {
    const taken = [hold('ann', { S: ['1-1'] }), hold('cem', { S: ['1-2', '1-3'] }), hold('dot', { S: ['2-1', '2-2'] })];
    given(configure(seated(['1', 3], ['2', 3])), ...taken, join('bob', 'S', 2))
      .when(end('cem'))
      .happens({ type: 'HoldReleased' }, { type: 'TicketsOffered', tickets: [{ seat: '1-2' }, { seat: '1-3' }] });
  });
});

describe('an entry', () => {
  test('knows its position, the tickets wanted before it, and how many could come free', () => {
    const { show } = given(
      configure(onlyA(2)),
      hold('ann', { A: 2 }),
      join('bob', 'A', 2),
      join('cem', 'A', 7),
      join('dot', 'A', 1),
    );
    expect(entryOf(show, 'wtl_dot')).toEqual({
      entryId: 'wtl_dot',
      status: 'waiting',
      tier: 'A',
      quantity: 1,
      userId: 'dot',
      joinedAt: t0,
      position: 3,
      ahead: 9,
      heldTickets: 2,
      earliestReleaseAt: 1_800_000_600_000,
      version: 5,
    });
  });

  test('is taken when its offer is paid', () => {
    const sale = given(configure(onlyA(1)), join('ann', 'A', 1), pay('ann'), answer('RecordAuthorisation', 'ann'));
    expect(entryOf(sale.show, 'wtl_ann')).toMatchObject({
      status: 'taken',
      position: 0,
      bookingId: 'bkg_ann',
      version: 4,
    });
    sale.when(leave('ann')).happens();
  });

  test('lapses with its offer, goes to nobody but the next in line, and joins again at the end', () => {
    const sale = given(configure(onlyA(1)), join('ann', 'A', 1), join('bob', 'A', 1), join('cem', 'A', 1));
    sale
      .when(tick(5 * minute))
      .happens(
        { type: 'HoldExpired', bookingId: 'bkg_ann', entryId: 'wtl_ann' },
        { type: 'TicketsOffered', entryId: 'wtl_bob' },
      );
    expect(entryOf(sale.show, 'wtl_ann')).toMatchObject({ status: 'lapsed' });
    sale.when(join('ann', 'A', 1, { after: 5 * minute, entryId: 'wtl_ann2' }));
    expect(entryOf(sale.show, 'wtl_ann2')).toMatchObject({ status: 'waiting', position: 2, ahead: 1 });
  });

  test('ends with its hold, and its hold with it', () => {
    const sale = given(configure(onlyA(1)), join('ann', 'A', 1), join('bob', 'A', 1));
    sale
      .when(end('ann'))
      .happens({ type: 'HoldReleased', bookingId: 'bkg_ann', entryId: 'wtl_ann' }, { type: 'TicketsOffered' });
    expect(entryOf(sale.show, 'wtl_ann')).toMatchObject({ status: 'lapsed' });
    sale.when(leave('bob')).happens({ type: 'HoldReleased', bookingId: 'bkg_bob', entryId: 'wtl_bob' });
  });

  test('cannot give back what is being paid', () => {
    given(configure(onlyA(1)), join('ann', 'A', 1), pay('ann'))
      .when(leave('ann'))
      .refused({ code: 'payment-in-progress', attempt: 'pay_ann' });
  });

  test('that left is answered once more, then not found', () => {
    const sale = given(configure(onlyA(1)), hold('ann', { A: 1 }), join('bob', 'A', 1), leave('bob'));
    sale.when(leave('bob')).happens();
    sale.when(hold('cem', { A: 1 })).refused(shortOf(1, 1));
    sale.when(end('ann')).happens({ type: 'HoldReleased' });
    sale.when(leave('bob')).refused({ code: 'not-found', what: 'waitlist-entry' });
  });
});

describe('who may join', () => {
  test('waiting counts for the limit and for the name', () => {
    const sale = given(configure(onlyA(1, { maxTicketsPerUser: 4 })), hold('ann', { A: 1 }), join('bob', 'A', 3));
    sale
      .when(join('bob2', 'A', 2, { userId: 'bob' }))
      .refused({ code: 'ticket-limit-exceeded', ticketsMax: 4, ticketsNow: 3, wanted: 2 });
    sale.when(join('cem', 'A', 1, { nameKey: 'bob' })).refused({ code: 'name-already-booked' });
    sale.when(hold('dot', { A: 1 }, { nameKey: 'bob' })).refused({ code: 'name-already-booked' });
  });

  test.each([0, 11, 2.5])('nobody for %d tickets', (quantity) => {
    given(configure())
      .when(join('ann', 'A', quantity, { booking: { bookingId: 'b', code: 'c', ticketIds: [] } }))
      .refused({
        code: 'validation-failed',
        line: 0,
        field: 'quantity',
        message: 'from 1 to 10 tickets can be asked for',
      });
  });

  test('nobody for an unknown tier or outside the sale', () => {
    given(configure())
      .when(join('ann', 'Z', 1))
      .refused({ code: 'unknown-tier', tier: 'Z', line: 0 });
    given(configure(settings({ salesOpenAt: t0 + 1 })))
      .when(join('ann', 'A', 1))
      .refused({ code: 'sales-not-open', opensAt: t0 + 1 });
  });
});

describe('the end of sales', () => {
  test('closes the line at once for everybody; the entries are told in portions', () => {
    const sale = given(
      configure(settings({ salesCloseAt: t0 + minute })),
      hold('ann', { B: 2 }),
      join('bob', 'B', 1),
      join('cem', 'B', 1),
    );
    sale.when(end('ann', minute)).happens({ type: 'SalesClosed' }, { type: 'HoldReleased' });
    expect(tiersOf(sale.show)[1]).toMatchObject({ available: 2, waiting: 0 });
    expect(entryOf(sale.show, 'wtl_bob')).toMatchObject({ status: 'closed', position: 0, version: 5 });
    sale
      .when(tick(minute))
      .happens({ type: 'WaitlistClosed', entryId: 'wtl_bob' }, { type: 'WaitlistClosed', entryId: 'wtl_cem' });
    expect(entryOf(sale.show, 'wtl_cem')).toMatchObject({ status: 'closed', version: 6 });
  });

  test('a hold that ended before it, but is noticed after it, is offered to nobody', () => {
    given(configure(settings({ salesCloseAt: t0 + 11 * minute })), hold('ann', { B: 2 }), join('bob', 'B', 1))
      .when(tick(12 * minute))
      .happens({ type: 'SalesClosed' }, { type: 'HoldExpired' }, { type: 'WaitlistClosed' });
  });

  test('who was told that the line is closed may join when sales open again', () => {
    const sale = given(
      configure(settings({ salesCloseAt: t0 + minute })),
      hold('ann', { B: 2 }),
      join('bob', 'B', 1),
      tick(minute),
    );
    sale.when(configure(settings(), { after: minute, version: 2 }));
    sale.when(join('bob', 'B', 1, { after: minute, entryId: 'wtl_bob2' })).happens({ type: 'WaitlistJoined' });
  });
});
