import { describe, expect, test } from 'vitest';
import { entryOf, inventoryDrift, isDue, type ShowSettings, seatRowsOf, tiersOf } from '../src/index.ts';
import { bought, configure, end, giveBack, given, hold, join, onlyA, seated, settings, tick } from './sale.ts';

const tierS = { id: 'S', name: 'Stalls', priceMinor: 4000, capacity: null };
const tierT = { id: 'T', name: 'Terrace', priceMinor: 1000, capacity: null };
const plan = (...tiers: readonly (readonly [string | null, number])[]): ShowSettings =>
  settings({ tiers: [tierS, tierT], rows: [{ key: '1', labels: ['1..4'], tiers }] });

describe('news from the catalogue', () => {
  test('that is older, or the same again, changes nothing', () => {
    const sale = given(configure(onlyA(5), { version: 3 }));
    sale.when(configure(onlyA(9), { version: 3 })).happens();
    sale.when(configure(onlyA(9), { version: 2 })).happens();
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 5 }]);
  });

  test('changes no price and no currency of a hold', () => {
    const sale = given(configure(), hold('ann', { A: 1 }));
    const dearer = settings({ currency: 'JPY', tiers: [{ id: 'A', name: 'Regular', priceMinor: 9900, capacity: 10 }] });
    sale.when(configure(dearer, { version: 2 }));
    sale.when({ type: 'StartPayment', now: 0, bookingId: 'bkg_ann', attempt: 'pay_1', method: 'test' }).happens({
      type: 'PaymentStarted',
      amountMinor: 2500,
      currency: 'EUR',
    });
  });
});

describe('less capacity than is sold', () => {
  test('takes nothing away, sells no surplus again, and shrinks as tickets come back', () => {
    const sale = given(configure(onlyA(5)), ...bought('ann', { A: 3 }), hold('bob', { A: 2 }));
    sale.when(configure(onlyA(2), { version: 2 })).happens({ type: 'ShowConfigured' });
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 5, available: 0, held: 2, booked: 3 }]);
    sale.when(end('bob'));
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 3, available: 0, booked: 3 }]);
    sale.when(giveBack('ann', 1));
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 2, available: 0, booked: 2 }]);
    sale.when(giveBack('ann', 2));
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 2, available: 1, booked: 1 }]);
    expect(inventoryDrift(sale.show)).toBe(0);
  });
});

describe('a removed tier', () => {
  test('goes once it is free, and cannot be asked for meanwhile', () => {
    const sale = given(configure(), hold('ann', { B: 1 }), configure(onlyA(10), { version: 2 }));
    expect(tiersOf(sale.show)).toMatchObject([{ id: 'A' }, { id: 'B', capacity: 1, available: 0, held: 1 }]);
    sale.when(hold('bob', { B: 1 })).refused({ code: 'unknown-tier', tier: 'B', line: 0 });
    sale.when(end('ann'));
    expect(tiersOf(sale.show).map(({ id }) => id)).toEqual(['A']);
  });

  test('closes its line, whose entries are told in portions', () => {
    const sale = given(configure(), hold('ann', { B: 2 }), join('bob', 'B', 1), configure(onlyA(10), { version: 2 }));
    expect(isDue(sale.show, sale.show.at)).toBe(true);
    sale.when(tick()).happens({ type: 'WaitlistClosed', entryId: 'wtl_bob' });
    expect(entryOf(sale.show, 'wtl_bob')).toMatchObject({ status: 'closed' });
    sale.when(end('ann'));
    expect(tiersOf(sale.show).map(({ id }) => id)).toEqual(['A']);
  });

  test('that comes back finds its tickets', () => {
    const sale = given(
      configure(),
      hold('ann', { B: 1 }),
      configure(onlyA(10), { version: 2 }),
      configure(settings(), { version: 3 }),
    );
    expect(tiersOf(sale.show)).toMatchObject([{ id: 'A' }, { id: 'B', capacity: 2, available: 1, held: 1 }]);
  });
});

describe('a changed plan', () => {
  test('a removed seat goes once it is free', () => {
    const sale = given(
      configure(seated(['1', 4])),
      hold('ann', { S: ['1-4'] }),
      configure(seated(['1', 3]), { version: 2 }),
    );
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 4, available: 3, held: 1 }]);
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'aaa' });
    sale.when(hold('bob', { S: ['1-4'] })).refused({ code: 'unknown-seat', seat: '1-4', line: 0 });
    sale.when(end('ann'));
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 3, available: 3, held: 0 }]);
  });

  test('a seat that is moved belongs to its buyer in the old tier, then to the new one', () => {
    const sale = given(
      configure(plan(['S', 2], ['T', 2])),
      hold('ann', { S: ['1-2'] }),
      configure(plan(['S', 1], ['T', 3]), { version: 2 }),
    );
    expect(tiersOf(sale.show)).toMatchObject([
      { id: 'S', capacity: 2, available: 1, held: 1 },
      { id: 'T', capacity: 2, available: 2, held: 0 },
    ]);
    sale
      .when(hold('bob', { T: ['1-2'] }))
      .refused({ code: 'tickets-unavailable', shortages: [], seats: ['1-2'], waitlist: false });
    sale.when(end('ann'));
    expect(tiersOf(sale.show)).toMatchObject([
      { id: 'S', capacity: 1, available: 1, held: 0 },
      { id: 'T', capacity: 3, available: 3 },
    ]);
    sale.when(hold('cem', { T: 3 })).happens({ type: 'TicketsHeld' });
  });

  test('a seat that comes free in a tier goes to the line of that tier', () => {
    const sale = given(
      configure(plan(['S', 2], ['T', 2])),
      hold('ann', { S: ['1-2'] }),
      configure(plan(['S', 1], ['T', 3]), { version: 2 }),
    );
    sale.when(hold('bob', { T: 2 }));
    sale.when(join('cem', 'T', 1)).happens({ type: 'WaitlistJoined' });
    sale
      .when(end('ann'))
      .happens({ type: 'HoldReleased' }, { type: 'TicketsOffered', entryId: 'wtl_cem', tickets: [{ seat: '1-2' }] });
  });

  test('a seat taken off sale shows as booked as long as it is, then as not sold', () => {
    const sale = given(
      configure(plan(['S', 4])),
      ...bought('ann', { S: ['1-1'] }),
      configure(plan([null, 1], ['S', 3]), { version: 2 }),
    );
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'baaa' });
    sale.when(end('ann'));
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'xaaa' });
  });

  test('a tier that becomes general admission keeps what it sold', () => {
    const sale = given(configure(seated(['1', 4])), ...bought('ann', { S: 3 }));
    sale.when(configure(settings({ tiers: [{ ...tierS, capacity: 2 }] }), { version: 2 }));
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 3, available: 0, booked: 3 }]);
    sale.when(end('ann'));
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 2, available: 2, booked: 0 }]);
  });

  test('a seat drawn twice is sold once', () => {
    const rows = [{ key: '1', labels: ['1..3', '2'], tiers: [['S', 4]] as const }];
    const sale = given(configure(settings({ tiers: [tierS], rows })));
    expect(tiersOf(sale.show)).toMatchObject([{ capacity: 3, available: 3 }]);
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'aaax' });
  });
});
