import { describe, expect, test } from 'vitest';
import { bookingOf, rememberedMs } from '../src/index.ts';
import { answer, cancelShow, configure, end, extend, given, hold, join, onlyA, pay, settings, tick } from './sale.ts';

const request = { key: 'k1', bodyHash: 'h1' };
const other = { key: 'k1', bodyHash: 'h2' };

describe('the same request once more', () => {
  test('a hold is made once, and the commit that made it is named', () => {
    const sale = given(configure(), hold('ann', { A: 1 }, { request }));
    const { decision } = sale.when(hold('ann2', { A: 1 }, { request })).repeated(2);
    expect(decision).toMatchObject({ subject: { kind: 'booking', id: 'bkg_ann' } });
  });

  test('an entry, an extension and a payment as well', () => {
    const sale = given(
      configure(onlyA(1)),
      hold('ann', { A: 1 }),
      join('bob', 'A', 1, { request }),
      extend('ann', { request: { key: 'k2', bodyHash: 'h' } }),
      pay('ann', { request: { key: 'k3', bodyHash: 'h' } }),
    );
    const { decision } = sale.when(join('bob2', 'A', 1, { request })).repeated(3);
    expect(decision).toMatchObject({ subject: { kind: 'waitlist-entry', id: 'wtl_bob' } });
    sale.when(extend('ann', { request: { key: 'k2', bodyHash: 'h' } })).repeated(4);
    sale.when(pay('ann', { attempt: 'pay_2', request: { key: 'k3', bodyHash: 'h' } })).repeated(5);
    expect(bookingOf(sale.show, 'bkg_ann')?.payment).toMatchObject({ attempt: 'pay_ann', status: 'pending' });
  });

  test('comes before every other rule: after the booking has ended, on a cancelled show', () => {
    const sale = given(configure(), hold('ann', { A: 1 }, { request }), end('ann'), cancelShow());
    sale.when(hold('ann2', { A: 1 }, { request })).repeated(2);
    sale.when(hold('ann2', { Z: 99 }, { request })).repeated(2);
  });

  test('with another body is refused', () => {
    given(configure(), hold('ann', { A: 1 }, { request }))
      .when(hold('ann', { A: 2 }, { request: other }))
      .refused({ code: 'idempotency-key-reused' });
  });
});

describe('what is forgotten', () => {
  test('requests after a day', () => {
    const long = settings({ salesCloseAt: 10 ** 14, startsAt: 10 ** 14 });
    const sale = given(configure(long), hold('ann', { A: 1 }, { request }));
    sale.when(hold('ann', { A: 1 }, { request, after: rememberedMs - 1 })).meanwhile({ type: 'HoldExpired' });
    sale
      .when(hold('ann2', { A: 1 }, { request, after: rememberedMs }))
      .happens({ type: 'TicketsHeld', bookingId: 'bkg_ann2' });
    sale.when(hold('ann3', { A: 1 }, { request, after: rememberedMs })).repeated(4);
  });

  test('a refused request is decided anew', () => {
    const sale = given(configure(onlyA(1)), hold('ann', { A: 1 }));
    expect(sale.when(hold('bob', { A: 1 }, { request })).decision.outcome).toBe('refused');
    sale.when(end('ann'));
    sale.when(hold('bob', { A: 1 }, { request })).happens({ type: 'TicketsHeld' });
  });

  test('the key of a declined payment', () => {
    const sale = given(configure(), hold('ann', { A: 1 }), pay('ann', { request }));
    sale.when(answer('RecordDecline', 'ann'));
    sale.when(pay('ann', { attempt: 'pay_2', request: other })).happens({ type: 'PaymentStarted', attempt: 'pay_2' });
  });

  test('not the key of a payment that was given up', () => {
    const sale = given(configure(), hold('ann', { A: 1 }), pay('ann', { request }));
    sale.when(tick(60_000)).happens({ type: 'PaymentAbandoned' });
    sale.when(pay('ann', { after: 60_000, attempt: 'pay_2', request })).repeated(3);
  });
});
