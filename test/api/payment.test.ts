import type { BookingResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { bodyOf, euros, onlyRegular, openSale, tierOf } from './catalogue.ts';
import { hold, pay, problemOf, readBooking, refusalOf, regular, tryHold, tryPay } from './sale.ts';
import { get, post, remove } from './subject.ts';

it('turns a hold into a booking', async () => {
  const { show } = await openSale();
  const held = await hold(show.id, regular(2));
  const paid = await pay(held.id);
  expect(paid).toMatchObject({
    id: held.id,
    code: held.code,
    status: 'confirmed',
    tickets: held.tickets,
    total: held.total,
    payment: { method: 'test' },
  });
  expect(paid.version).toBeGreaterThan(held.version);
  await expect.poll(async () => (await readBooking(held.id)).payment?.status).toBe('captured');
  expect(await tierOf(show.id)).toMatchObject({ available: 98, held: 0, booked: 2 });
});

it('takes nothing a second time', async () => {
  const { show } = await openSale();
  const { id } = await hold(show.id);
  await pay(id);
  const again = await tryPay(id);
  expect([again.status, again.body.status]).toEqual([200, 'confirmed']);
  const declined = await tryPay(id, 'tok_declined');
  expect([declined.status, declined.body.status]).toEqual([200, 'confirmed']);
  const { items } = (await get<{ items: { type: string }[] }>(`/v1/bookings/${id}/history`)).body;
  expect(items.filter(({ type }) => type === 'PaymentStarted')).toHaveLength(1);
});

it('keeps the hold when it is declined, and takes another card', async () => {
  const { show } = await openSale();
  const { id, expiresAt } = await hold(show.id);
  for (const token of ['tok_declined', 'tok_of_nobody']) {
    const declined = await tryPay(id, token);
    expect(refusalOf(declined)).toEqual([402, 'payment-declined']);
    expect(problemOf(declined).detail).toMatch(/./);
    expect(problemOf(declined).detail).not.toContain(token === 'tok_of_nobody' ? token : '\u0000');
  }
  const stillHeld = await readBooking(id);
  expect(stillHeld).toMatchObject({ status: 'held', payment: { status: 'declined' } });
  expect(Date.parse(stillHeld.expiresAt)).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  expect(await tierOf(show.id)).toMatchObject({ held: 1, booked: 0 });
  expect((await pay(id)).status).toBe('confirmed');
});

describe('what costs nothing', () => {
  it('is confirmed without paying', async () => {
    const { show } = await openSale({ show: onlyRegular(3, 0) });
    const { id } = await hold(show.id);
    const paid = await post<BookingResource>(`/v1/bookings/${id}/payment`, { method: 'free' });
    expect([paid.status, paid.body.status, paid.body.total]).toEqual([200, 'confirmed', euros(0)]);
  });

  it('is not paid for, and what costs something is not free', async () => {
    const free = await openSale({ show: onlyRegular(3, 0) });
    const paid = await openSale();
    const [gift, ticket] = [await hold(free.show.id), await hold(paid.show.id)];
    expect(refusalOf(await tryPay(gift.id))).toEqual([409, 'payment-method-unfit']);
    const claimed = await post(`/v1/bookings/${ticket.id}/payment`, { method: 'free' });
    expect(refusalOf(claimed)).toEqual([409, 'payment-method-unfit']);
    expect([(await readBooking(gift.id)).status, (await readBooking(ticket.id)).status]).toEqual(['held', 'held']);
  });
});

it('comes too late for a hold that is over', async () => {
  const { show } = await openSale({ show: { ...onlyRegular(2), policy: { holdSeconds: 1 } } });
  const [expired, released] = [await hold(show.id), await hold(show.id)];
  await remove(`/v1/bookings/${released.id}`);
  expect(refusalOf(await tryPay(released.id))).toEqual([410, 'hold-expired']);
  await expect.poll(async () => (await readBooking(expired.id)).status).toBe('expired');
  const late = await tryPay(expired.id);
  expect(refusalOf(late)).toEqual([410, 'hold-expired']);
  expect(problemOf(late)).toMatchObject({ expiredAt: expired.expiresAt });
  expect(await tierOf(show.id)).toMatchObject({ available: 2, held: 0, booked: 0 });
});

it('gives the money back with the booking, or a part of it with a ticket', async () => {
  const { show } = await openSale({ show: onlyRegular(5) });
  const booked = await pay((await hold(show.id, regular(3))).id);
  await remove(`/v1/bookings/${booked.id}/tickets/${booked.tickets[0]?.id}`);
  await expect.poll(async () => (await readBooking(booked.id)).payment?.refunded).toEqual(euros(2500));
  expect(await readBooking(booked.id)).toMatchObject({ status: 'confirmed', tickets: [{}, {}] });
  expect(await tierOf(show.id)).toMatchObject({ available: 3, booked: 2 });
  const cancelled = await remove<BookingResource>(`/v1/bookings/${booked.id}`);
  expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
  await expect.poll(async () => (await readBooking(booked.id)).payment?.refunded).toEqual(euros(7500));
  expect(await tierOf(show.id)).toMatchObject({ available: 5, booked: 0 });
});

it('pins the hold while a slow bank thinks, and refuses a second payment meanwhile', async () => {
  const { show } = await openSale({ show: { ...onlyRegular(2), policy: { holdSeconds: 2 } } });
  const held = await hold(show.id, regular(2));
  const slow = tryPay(held.id, 'tok_slow');
  await expect.poll(async () => (await readBooking(held.id)).payment?.status).toBe('pending');
  expect(refusalOf(await tryPay(held.id))).toEqual([409, 'payment-in-progress']);
  expect(refusalOf(await tryHold(show.id, regular(1)))).toEqual([409, 'tickets-unavailable']);
  expect(bodyOf(await slow, 200).status).toBe('confirmed');
  expect(await tierOf(show.id)).toMatchObject({ available: 0, held: 0, booked: 2 });
});

it('says that it is pending when the bank’s answer is lost, and finds out by itself', async () => {
  const { show } = await openSale({ show: onlyRegular(2) });
  const held = await hold(show.id);
  const lost = await tryPay(held.id, 'tok_lost');
  const answer = [lost.status, lost.body.status];
  // Another process may have asked the bank by the time this one gives up.
  expect([
    [202, 'held'],
    [200, 'confirmed'],
  ]).toContainEqual(answer);
  if (lost.status === 202) expect(lost.body.payment?.status).toBe('pending');
  await expect
    .poll(async () => (await readBooking(held.id)).status, { timeout: 30_000, interval: 200 })
    .toBe('confirmed');
  await expect.poll(async () => (await readBooking(held.id)).payment?.status).toBe('captured');
  expect(await tierOf(show.id)).toMatchObject({ available: 1, booked: 1 });
});

it.each([
  ['no token', { method: 'test' }, '/token'],
  ['a token for nothing', { method: 'free', token: 'tok_ok' }, '/token'],
  ['another method', { method: 'gold', token: 'tok_ok' }, '/method'],
  ['no method', { token: 'tok_ok' }, '/method'],
  ['an amount of one’s own', { method: 'test', token: 'tok_ok', amount: 1 }, '/amount'],
])('refuses %s', async (_what, body, pointer) => {
  const { show } = await openSale();
  const held = await hold(show.id);
  const answer = await post(`/v1/bookings/${held.id}/payment`, body);
  expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
  expect(problemOf(answer).errors?.map((error) => error.pointer)).toEqual([pointer]);
  expect(await readBooking(held.id)).toMatchObject({ status: 'held', version: held.version });
});
