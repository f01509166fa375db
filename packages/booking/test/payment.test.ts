import { describe, expect, test } from 'vitest';
import { bookingOf, owedActions } from '../src/index.ts';
import {
  answer,
  bought,
  configure,
  end,
  giveBack,
  given,
  hold,
  onlyA,
  pay,
  refunded,
  settings,
  t0,
  tick,
} from './sale.ts';

const second = 1000;
const minute = 60_000;
const owed = (sale: { readonly show: Parameters<typeof owedActions>[0] }) => [...owedActions(sale.show)];

describe('the way of the money', () => {
  test('is authorised, confirmed, and only then captured', () => {
    const sale = given(configure(), hold('ann', { A: 2 }));
    sale.when(pay('ann')).happens({
      type: 'PaymentStarted',
      attempt: 'pay_ann',
      method: 'test',
      amountMinor: 5000,
      currency: 'EUR',
      deadline: t0 + minute,
      expiresAt: t0 + 10 * minute,
    });
    expect(owed(sale)).toEqual([{ action: 'find', bookingId: 'bkg_ann', attempt: 'pay_ann' }]);
    sale.when(answer('RecordAuthorisation', 'ann')).happens({ type: 'BookingConfirmed', attempt: 'pay_ann' });
    expect(owed(sale)).toEqual([{ action: 'capture', bookingId: 'bkg_ann', attempt: 'pay_ann' }]);
    sale.when(answer('RecordCapture', 'ann')).happens({ type: 'PaymentCaptured' });
    expect(owed(sale)).toEqual([]);
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ status: 'confirmed', payment: { status: 'captured' } });
  });

  test('every answer may come again and changes nothing', () => {
    const sale = given(configure(), ...bought('ann', { A: 2 }));
    for (const type of ['RecordAuthorisation', 'RecordDecline', 'RecordCapture', 'RecordVoid'] as const) {
      sale.when(answer(type, 'ann')).happens();
    }
    sale.when(refunded('ann', 'refund-x')).happens();
    sale.when(answer('RecordAuthorisation', 'ann', { attempt: 'pay_unknown' })).happens();
    sale.when(answer('RecordAuthorisation', 'bob')).refused({ code: 'not-found', what: 'booking' });
  });

  test('a confirmed booking takes nothing more', () => {
    given(configure(), ...bought('ann', { A: 2 }))
      .when(pay('ann', { attempt: 'pay_2' }))
      .happens();
  });

  test('what costs nothing is confirmed at once, and only by asking for it free', () => {
    const sale = given(configure(), hold('ann', { B: 1 }), hold('bob', { A: 1 }));
    sale.when(pay('ann')).refused({ code: 'payment-method-unfit', amountMinor: 0 });
    sale.when(pay('bob', { method: 'free' })).refused({ code: 'payment-method-unfit', amountMinor: 2500 });
    sale.when(pay('ann', { method: 'free' })).happens({ type: 'BookingConfirmed' });
    expect(owed(sale)).toEqual([]);
  });

  test('a decline keeps the hold, and another card may be tried', () => {
    const sale = given(configure(), hold('ann', { A: 1 }), pay('ann'));
    sale.when(answer('RecordDecline', 'ann')).happens({ type: 'PaymentDeclined', reason: 'no funds' });
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({
      status: 'held',
      payment: { status: 'declined', reason: 'no funds' },
    });
    sale.when(pay('ann', { attempt: 'pay_2' })).happens({ type: 'PaymentStarted', attempt: 'pay_2' });
  });
});

describe('one payment at a time', () => {
  const sale = () => given(configure(), hold('ann', { A: 2 }), pay('ann'));
  const inProgress = { code: 'payment-in-progress' as const, attempt: 'pay_ann' };

  test('another attempt is refused', () => {
    sale()
      .when(pay('ann', { attempt: 'pay_2' }))
      .refused(inProgress);
  });

  test('neither the booking nor a ticket can be given back meanwhile, so that the amount stays right', () => {
    sale().when(end('ann')).refused(inProgress);
    sale().when(giveBack('ann', 1)).refused(inProgress);
  });
});

describe('a payment near the end of the hold', () => {
  const late = () => given(configure(), hold('ann', { A: 1 }));

  test('keeps the hold for a minute from its start', () => {
    const sale = late();
    sale
      .when(pay('ann', { after: 590 * second }))
      .happens({ type: 'PaymentStarted', deadline: t0 + 650 * second, expiresAt: t0 + 650 * second });
    sale.when(tick(649_999)).happens();
    sale.when(answer('RecordAuthorisation', 'ann', { after: 649_999 })).happens({ type: 'BookingConfirmed' });
  });

  test('does so once for a hold', () => {
    const sale = late();
    sale.when(pay('ann', { after: 590 * second }));
    sale.when(answer('RecordDecline', 'ann', { after: 600 * second }));
    sale
      .when(pay('ann', { after: 640 * second, attempt: 'pay_2' }))
      .happens({ type: 'PaymentStarted', deadline: t0 + 650 * second, expiresAt: t0 + 650 * second });
  });

  test('is too late when the hold is over', () => {
    late()
      .when(pay('ann', { after: 600 * second }))
      .refused({ code: 'hold-expired', expiredAt: t0 + 600 * second });
  });
});

describe('an answer that does not come', () => {
  test('gives the payment up at its deadline and owes a void; the hold goes on', () => {
    const sale = given(configure(), hold('ann', { A: 1 }), pay('ann'));
    sale.when(tick(minute)).happens({ type: 'PaymentAbandoned', attempt: 'pay_ann' });
    expect(owed(sale)).toEqual([{ action: 'void', bookingId: 'bkg_ann', attempt: 'pay_ann' }]);
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ status: 'held', payment: { status: 'voided' } });
    sale.when(pay('ann', { after: minute, attempt: 'pay_2' })).happens({ type: 'PaymentStarted' });
  });

  test('that comes after all confirms nothing', () => {
    const sale = given(configure(), hold('ann', { A: 1 }), pay('ann'));
    sale.when(answer('RecordAuthorisation', 'ann', { after: minute })).happens({ type: 'PaymentAbandoned' });
    sale.when(answer('RecordAuthorisation', 'ann', { after: minute })).happens();
    sale.when(answer('RecordDecline', 'ann', { after: minute })).happens();
    sale.when(answer('RecordVoid', 'ann', { after: minute })).happens({ type: 'PaymentVoided' });
    sale.when(answer('RecordAuthorisation', 'ann', { after: minute })).happens();
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ status: 'held' });
  });

  test('at the end of the hold gives up both, in this order, and the void outlives the hold', () => {
    const sale = given(configure(), hold('ann', { A: 1 }), pay('ann', { after: 590 * second }));
    sale.when(tick(650 * second)).happens({ type: 'PaymentAbandoned' }, { type: 'HoldExpired' });
    sale.when(hold('bob', { A: 1 }, { after: 650 * second }));
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ status: 'expired', payment: { status: 'voided' } });
    sale.when(answer('RecordVoid', 'ann', { after: 650 * second })).happens({ type: 'PaymentVoided' });
    sale.when(end('bob', 650 * second));
    expect(bookingOf(sale.show, 'bkg_ann')).toBeUndefined();
  });

  test('that contradicts a decline owes a void, and leaves the next attempt alone', () => {
    const sale = given(
      configure(),
      hold('ann', { A: 1 }),
      pay('ann'),
      answer('RecordDecline', 'ann'),
      pay('ann', { attempt: 'pay_2' }),
    );
    sale.when(answer('RecordAuthorisation', 'ann')).happens({ type: 'PaymentAbandoned', attempt: 'pay_ann' });
    expect(owed(sale).map(({ action }) => action)).toEqual(['void', 'find']);
    sale
      .when(answer('RecordAuthorisation', 'ann', { attempt: 'pay_2' }))
      .happens({ type: 'BookingConfirmed', attempt: 'pay_2' });
  });
});

describe('money back', () => {
  test('the whole of a captured payment', () => {
    const sale = given(configure(), ...bought('ann', { A: 2 }));
    sale.when(end('ann')).happens({
      type: 'BookingCancelled',
      cause: 'buyer',
      refund: { refund: 'refund-bkg_ann', amountMinor: 5000 },
    });
    expect(owed(sale)).toEqual([
      { action: 'refund', bookingId: 'bkg_ann', attempt: 'pay_ann', refund: 'refund-bkg_ann', amountMinor: 5000 },
    ]);
    sale.when(refunded('ann', 'refund-bkg_ann')).happens({ type: 'PaymentRefunded' });
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ status: 'cancelled', payment: { status: 'refunded' } });
    expect(owed(sale)).toEqual([]);
  });

  test('ticket by ticket, and never more than was paid', () => {
    const sale = given(configure(), ...bought('ann', { A: 3 }));
    sale
      .when(giveBack('ann', 2))
      .happens({ type: 'TicketReturned', refund: { refund: 'refund-ann-2', amountMinor: 2500 } });
    sale
      .when(end('ann'))
      .happens({ type: 'BookingCancelled', refund: { refund: 'refund-bkg_ann', amountMinor: 5000 } });
    sale.when(refunded('ann', 'refund-bkg_ann')).happens({ type: 'PaymentRefunded' });
    expect(bookingOf(sale.show, 'bkg_ann')?.payment?.status).toBe('captured');
    sale.when(refunded('ann', 'refund-ann-2')).happens({ type: 'PaymentRefunded' });
    expect(bookingOf(sale.show, 'bkg_ann')?.payment?.status).toBe('refunded');
  });

  test('is a void where nothing was captured yet', () => {
    const sale = given(configure(), hold('ann', { A: 2 }), pay('ann'), answer('RecordAuthorisation', 'ann'));
    sale
      .when(giveBack('ann', 1))
      .happens({ type: 'TicketReturned', refund: { refund: 'refund-ann-1', amountMinor: 2500 } });
    expect(owed(sale).map(({ action }) => action)).toEqual(['capture']);
    sale.when(end('ann')).happens({ type: 'BookingCancelled' });
    expect(owed(sale)).toEqual([{ action: 'void', bookingId: 'bkg_ann', attempt: 'pay_ann' }]);
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ refunds: [], payment: { status: 'voided' } });
  });

  test('of a ticket waits for the capture', () => {
    const sale = given(
      configure(),
      hold('ann', { A: 2 }),
      pay('ann'),
      answer('RecordAuthorisation', 'ann'),
      giveBack('ann', 1),
    );
    sale.when(answer('RecordCapture', 'ann')).happens({ type: 'PaymentCaptured' });
    expect(owed(sale)).toMatchObject([{ action: 'refund', refund: 'refund-ann-1', amountMinor: 2500 }]);
  });

  test('a capture that was under way when the booking was cancelled is paid back whole', () => {
    const sale = given(
      configure(),
      hold('ann', { A: 2 }),
      pay('ann'),
      answer('RecordAuthorisation', 'ann'),
      end('ann'),
    );
    sale
      .when(answer('RecordCapture', 'ann'))
      .happens({ type: 'PaymentCaptured', refund: { refund: 'refund-pay_ann', amountMinor: 5000 } });
    expect(owed(sale)).toMatchObject([{ action: 'refund', refund: 'refund-pay_ann', amountMinor: 5000 }]);
  });

  test('nothing for what cost nothing', () => {
    given(configure(), hold('ann', { B: 2 }), pay('ann', { method: 'free' }))
      .when(end('ann'))
      .happens({ type: 'BookingCancelled', cause: 'buyer' });
  });
});

describe('until when a booking can be cancelled', () => {
  test('until the show starts, where nothing else is said', () => {
    const sale = given(configure(settings({ startsAt: t0 + minute })), ...bought('ann', { A: 2 }));
    sale.when(giveBack('ann', 1, minute - 1)).happens({ type: 'TicketReturned' });
    sale.when(giveBack('ann', 2, minute)).refused({ code: 'not-cancellable' });
    sale.when(end('ann', minute)).refused({ code: 'not-cancellable' });
  });

  test('until the instant the policy names; a hold can be released at any time', () => {
    const sale = given(
      configure(onlyA(5, { cancellableUntil: t0 + minute })),
      ...bought('ann', { A: 2 }),
      hold('bob', { A: 1 }),
    );
    sale.when(end('ann', minute)).refused({ code: 'not-cancellable' });
    sale.when(end('bob', minute)).happens({ type: 'HoldReleased' });
  });
});
