import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BookingResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { showMessage, smallShow } from './catalogue.ts';
import { goOnWith, process, world } from './fresh-world.ts';
import { until } from './until.ts';
import { order } from './world.ts';

const ok = { method: 'test', token: 'tok_ok' };

async function hold(show = smallShow(2)): Promise<BookingResource> {
  await world.tell('myevents.show.scheduled', show);
  const { status, body } = await process.post(`/v1/shows/${show.id}/bookings`, order());
  expect(status).toBe(201);
  return body;
}

const pay = (id: string, body: object = ok, headers: Record<string, string> = {}) =>
  process.post(`/v1/bookings/${id}/payment`, body, headers);
const read = async (id: string) => (await process.get<BookingResource>(`/v1/bookings/${id}`)).body;
const ledger = () => world.payments();

/** The provider notes an attempt before its own clock begins to count: time goes on in small steps until there is an answer. */
async function asTimeGoesOn<Answer>(answering: Promise<Answer>): Promise<NonNullable<Answer>> {
  let answer: Answer | undefined;
  void answering.then((given) => {
    answer = given;
  });
  return until(() => {
    if (!answer) world.time.advance(100);
    return answer;
  }, 'the answer');
}

describe('paying', () => {
  it('confirms the booking, then takes the money', async () => {
    const held = await hold();
    const paid = await pay(held.id);
    expect(paid.status).toBe(200);
    expect(paid.body).toMatchObject({
      status: 'confirmed',
      confirmedAt: '2031-05-01T12:00:00.000Z',
      expiresInSeconds: 0,
      payment: { method: 'test', status: 'captured' },
    });
    expect(await ledger()).toMatchObject([{ state: 'captured', capturedMinor: 1000, reference: held.code }]);
    expect((await process.availability(held.showId)).tiers[0]).toMatchObject({ booked: 1, held: 0, available: 1 });
    expect(await read(held.id)).toEqual(paid.body);
  });

  it('takes nothing for a booking that is confirmed already', async () => {
    const held = await hold();
    await pay(held.id);
    const again = await pay(held.id);
    expect([again.status, again.body.status]).toEqual([200, 'confirmed']);
    expect(await ledger()).toHaveLength(1);
  });

  it('keeps the hold when the payment is declined', async () => {
    const held = await hold();
    const declined = await pay(held.id, { method: 'test', token: 'tok_declined' });
    expect([declined.status, declined.body.code]).toEqual([402, 'payment-declined']);
    expect(await read(held.id)).toMatchObject({ status: 'held', payment: { status: 'declined' } });
    expect((await pay(held.id)).status).toBe(200);
  });

  it('confirms for nothing what costs nothing, and nothing else', async () => {
    const tiers = [{ id: 'regular', name: 'Regular', price: { amount: 0, currency: 'EUR' }, capacity: 5 }];
    const gift = await hold(showMessage({ tiers }));
    expect((await pay(gift.id)).body.code).toBe('payment-method-unfit');
    expect((await pay(gift.id, { method: 'free' })).body).toMatchObject({ status: 'confirmed' });
    const dear = await hold();
    expect((await pay(dear.id, { method: 'free' })).body.code).toBe('payment-method-unfit');
    expect(await ledger()).toEqual([]);
  });

  it.each([
    ['an unknown method', { method: 'gold', token: 'x' }, '/method'],
    ['no token', { method: 'test' }, '/token'],
    ['a token for nothing', { method: 'free', token: 'x' }, '/token'],
  ])('refuses %s', async (_what, body, pointer) => {
    const held = await hold();
    const refused = await process.post<{ errors: unknown[] }>(`/v1/bookings/${held.id}/payment`, body);
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer }]]);
  });

  it('comes too late for a hold that is over', async () => {
    const held = await hold();
    world.time.advance(600_000);
    const late = await pay(held.id);
    expect([late.status, late.body.code]).toEqual([410, 'hold-expired']);
    await process.delete(`/v1/bookings/${held.id}`);
    expect((await pay(held.id)).status).toBe(410);
    expect(await ledger()).toEqual([]);
  });

  it('keeps the tickets for a payment that was started in time', async () => {
    const held = await hold();
    world.time.advance(595_000);
    const paying = pay(held.id, { method: 'test', token: 'tok_slow' });
    await until(async () => (await read(held.id)).payment?.status === 'pending', 'the payment');
    expect((await asTimeGoesOn(paying)).body).toMatchObject({ status: 'confirmed' });
  });
});

describe('a payment without an answer', () => {
  async function lose(id: string): Promise<void> {
    const paying = pay(id, { method: 'test', token: 'tok_lost' });
    await until(async () => (await read(id)).payment?.status === 'pending', 'the payment');
    const second = await pay(id);
    expect([second.status, second.body.code]).toEqual([409, 'payment-in-progress']);
    world.time.advance(10_000);
    const answer = await paying;
    expect([answer.status, answer.body.payment?.status]).toEqual([202, 'pending']);
  }

  it('is asked for, and settled as the provider says', async () => {
    const held = await hold();
    await lose(held.id);
    await until(async () => {
      world.time.advance(1_000);
      return (await read(held.id)).payment?.status === 'captured';
    }, 'the capture');
    expect((await read(held.id)).status).toBe('confirmed');
    expect(await ledger()).toMatchObject([{ state: 'captured', capturedMinor: 1000 }]);
  });

  it('cannot be given back while money may be on its way', async () => {
    const held = await hold();
    const paying = pay(held.id, { method: 'test', token: 'tok_slow' });
    await until(async () => (await read(held.id)).payment?.status === 'pending', 'the payment');
    const refused = await process.delete(`/v1/bookings/${held.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'payment-in-progress']);
    expect((await asTimeGoesOn(paying)).status).toBe(200);
  });

  it('is called off after its deadline when the provider knows nothing of it', async () => {
    const provider = world.openProvider();
    const deaf = { ...provider, name: 'test', authorise: () => new Promise<never>(() => {}) };
    await goOnWith({ payments: deaf });
    const held = await hold();
    await lose(held.id);
    await until(async () => {
      world.time.advance(5_000);
      return (await read(held.id)).payment?.status === 'voided';
    }, 'the void');
    expect((await read(held.id)).status).toBe('held');
    await until(async () => (await ledger()).length === 1, 'the void at the provider');
    expect(await ledger()).toMatchObject([{ state: 'voided', capturedMinor: 0 }]);
    await provider[Symbol.asyncDispose]();
  });
});

describe('giving back what was paid', () => {
  it('pays back a cancelled booking', async () => {
    const held = await hold();
    await pay(held.id);
    const cancelled = await process.delete(`/v1/bookings/${held.id}`);
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    await until(async () => (await read(held.id)).payment?.status === 'refunded', 'the refund');
    expect((await read(held.id)).payment?.refunded).toEqual({ amount: 1000, currency: 'EUR' });
    expect(await ledger()).toMatchObject([{ state: 'refunded', refundedMinor: 1000 }]);
    expect((await process.availability(held.showId)).tiers[0]?.available).toBe(2);
  });

  it('pays back one ticket', async () => {
    const show = smallShow(5);
    await world.tell('myevents.show.scheduled', show);
    const { body } = await process.post(`/v1/shows/${show.id}/bookings`, order({ quantity: 3 }));
    await pay(body.id);
    const returned = await process.delete(`/v1/bookings/${body.id}/tickets/${body.tickets[0]?.id}`);
    expect(returned.body).toMatchObject({ status: 'confirmed', total: { amount: 2000 } });
    await until(async () => (await ledger())[0]?.refundedMinor === 1000, 'the refund');
  });

  it('refuses when it is too late', async () => {
    const held = await hold();
    await pay(held.id);
    world.time.advance(40 * 24 * 3_600_000);
    const late = await process.delete(`/v1/bookings/${held.id}`);
    expect([late.status, late.body.code]).toEqual([409, 'not-cancellable']);
  });

  it('pays everybody back when the show is cancelled', async () => {
    const show = smallShow(40);
    await world.tell('myevents.show.scheduled', show);
    const held = await Promise.all(
      Array.from({ length: 20 }, () => process.post(`/v1/shows/${show.id}/bookings`, order())),
    );
    for (const { body } of held) expect((await pay(body.id)).status).toBe(200);
    await world.tell('myevents.show.cancelled', { ...show, status: 'cancelled', version: 3 });
    await until(async () => {
      world.time.advance(500);
      return (await ledger()).every(({ state }) => state === 'refunded');
    }, 'the refunds');
    expect(await ledger()).toHaveLength(20);
  });

  it('pays back one after the other where they are too many for once, and waits for nothing', async () => {
    const show = smallShow(80);
    await world.tell('myevents.show.scheduled', show);
    for (let n = 0; n < 80; n += 1) {
      const { body } = await process.post(`/v1/shows/${show.id}/bookings`, order());
      expect((await pay(body.id)).status).toBe(200);
    }
    await world.tell('myevents.show.cancelled', { ...show, status: 'cancelled', version: 3 });
    await until(async () => {
      world.time.advance(0);
      return (await ledger()).every(({ state }) => state === 'refunded');
    }, 'the refunds');
  });
});

it('repeats a capture that fails, raises an alert, and never takes the seat away', async () => {
  const provider = world.openProvider();
  let failures = 3;
  const moody = {
    ...provider,
    name: 'test',
    async capture(attempt: string) {
      failures -= 1;
      if (failures >= 0) throw new Error('the provider is down');
      return provider.capture(attempt);
    },
  };
  await goOnWith({ payments: moody });
  const held = await hold();
  const paid = await pay(held.id);
  expect([paid.status, paid.body.status, paid.body.payment?.status]).toEqual([200, 'confirmed', 'authorised']);
  expect(process.failures).toMatchObject([{ action: 'capture' }]);
  expect(await process.registry.metrics()).toContain('myevents_payment_failures_total{action="capture"} 1');
  await until(async () => {
    world.time.advance(1_000);
    return (await read(held.id)).payment?.status === 'captured';
  }, 'the capture');
  expect((await read(held.id)).status).toBe('confirmed');
  await provider[Symbol.asyncDispose]();
});

it('stores no token anywhere', async () => {
  const held = await hold();
  const token = 'tok_secret_and_unknown';
  expect((await pay(held.id, { method: 'test', token }, { 'idempotency-key': 'k1' })).status).toBe(402);
  await process.store[Symbol.asyncDispose]();
  for (const name of await readdir(world.folder)) {
    expect((await readFile(join(world.folder, name))).includes(token)).toBe(false);
  }
});
