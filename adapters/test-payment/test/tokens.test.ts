import { createMemoryDatabase, openMemoryStore } from '@myevents/memory';
import type { Clock, Store } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { createTestPaymentProvider, readTestPayments } from '../src/index.ts';

const openBooks = (database = createMemoryDatabase()): Store =>
  openMemoryStore({ service: 'payments', collections: [], database });
const never = new AbortController().signal;
const requestOf = (attempt: string, token: string) => ({
  attempt,
  token,
  amountMinor: 5_000,
  currency: 'EUR',
  reference: 'ABCD',
});

/** Stands still until told to go on. */
function createClock() {
  let now = 1_000;
  const timers: { readonly at: number; readonly callback: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    setTimer(callback, delayMs) {
      timers.push({ at: now + delayMs, callback });
      return () => {};
    },
  };
  const advance = (ms: number) => {
    now += ms;
    for (const { at, callback } of timers) if (at <= now) callback();
  };
  return { clock, advance };
}

describe('tok_slow', () => {
  it('is pending for three seconds, then authorised', async () => {
    const { clock, advance } = createClock();
    await using provider = createTestPaymentProvider({ store: openBooks(), clock });
    const answer = provider.authorise(requestOf('a', 'tok_slow'), { signal: never });
    expect(await provider.find('a')).toEqual({ attempt: 'a', state: 'pending' });
    expect(await provider.capture('a')).toEqual({ attempt: 'a', state: 'pending' });
    advance(2_999);
    expect(await provider.find('a')).toEqual({ attempt: 'a', state: 'pending' });
    advance(1);
    expect(await answer).toEqual({ attempt: 'a', state: 'authorised' });
  });

  it('is authorised all the same when the caller gave up, and not when it was voided meanwhile', async () => {
    const { clock, advance } = createClock();
    await using provider = createTestPaymentProvider({ store: openBooks(), clock, slowMs: 500 });
    const caller = new AbortController();
    const givenUp = expect(provider.authorise(requestOf('a', 'tok_slow'), { signal: caller.signal })).rejects.toThrow();
    const voided = provider.authorise(requestOf('b', 'tok_slow'), { signal: never });
    caller.abort();
    await givenUp;
    expect(await provider.void('b')).toEqual({ attempt: 'b', state: 'voided' });
    advance(500);
    expect(await provider.find('a')).toEqual({ attempt: 'a', state: 'authorised' });
    expect(await voided).toEqual({ attempt: 'b', state: 'voided' });
    expect(await provider.capture('b')).toEqual({ attempt: 'b', state: 'voided' });
  });
});

describe('tok_lost', () => {
  it('is authorised, but the answer never comes', async () => {
    await using provider = createTestPaymentProvider({ store: openBooks() });
    const caller = new AbortController();
    let isAnswered = false;
    const answer = provider.authorise(requestOf('a', 'tok_lost'), { signal: caller.signal }).finally(() => {
      isAnswered = true;
    });
    expect(await provider.find('a')).toEqual({ attempt: 'a', state: 'authorised' });
    await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    caller.abort(new Error('waited long enough'));
    await expect(answer).rejects.toThrow('waited long enough');
    expect(await provider.capture('a')).toEqual({ attempt: 'a', state: 'captured' });
  });

  it('keeps nobody waiting beyond the provider’s own end', async () => {
    const provider = createTestPaymentProvider({ store: openBooks() });
    const answer = expect(provider.authorise(requestOf('a', 'tok_lost'), { signal: never })).rejects.toThrow(/closed/);
    await provider[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
    await answer;
  });
});

describe('any other token', () => {
  it('is declined with a reason that names the known ones and not this', async () => {
    await using provider = createTestPaymentProvider({ store: openBooks() });
    const answer = await provider.authorise(requestOf('a', '4242424242424242'), { signal: never });
    expect(answer.state).toBe('declined');
    for (const token of ['tok_ok', 'tok_declined', 'tok_slow', 'tok_lost']) expect(answer.reason).toContain(token);
    expect(answer.reason).not.toContain('4242');
  });
});

describe('the books', () => {
  it('outlive the provider, a payment that was under way included', async () => {
    const { clock, advance } = createClock();
    const database = createMemoryDatabase();
    const first = createTestPaymentProvider({ store: openBooks(database), clock });
    await first.authorise(requestOf('ok', 'tok_ok'), { signal: never });
    await first.capture('ok');
    await first.refund('ok', { refund: 'r1', amountMinor: 2_000 });
    const slow = expect(first.authorise(requestOf('slow', 'tok_slow'), { signal: never })).rejects.toThrow(/closed/);
    await first.void('early');
    await first[Symbol.asyncDispose]();
    await slow;
    advance(10_000);
    const store = openBooks(database);
    await using second = createTestPaymentProvider({ store, clock });
    expect(await second.find('slow')).toEqual({ attempt: 'slow', state: 'authorised' });
    const money = { amountMinor: 5_000, currency: 'EUR', reference: 'ABCD', capturedMinor: 0, refundedMinor: 0 };
    expect(await readTestPayments(store, clock.now())).toEqual([
      { ...money, attempt: 'early', state: 'voided', amountMinor: 0, currency: '', reference: '' },
      { ...money, attempt: 'ok', state: 'captured', capturedMinor: 5_000, refundedMinor: 2_000 },
      { ...money, attempt: 'slow', state: 'authorised' },
    ]);
  });

  it('hold nothing of what the buyer gave', async () => {
    const store = openBooks();
    await using provider = createTestPaymentProvider({ store });
    await provider.authorise(requestOf('a', 'secret-token'), { signal: never });
    const commits = await Array.fromAsync(store.log.read('payment/a'));
    expect(JSON.stringify(commits)).toContain('ABCD');
    expect(JSON.stringify(commits)).not.toContain('secret-token');
  });

  it('refuse amounts that are none, and an attempt that comes again with another amount', async () => {
    await using provider = createTestPaymentProvider({ store: openBooks() });
    const request = requestOf('a', 'tok_ok');
    for (const amountMinor of [0, -1, 1.5, Number.NaN]) {
      await expect(provider.authorise({ ...request, amountMinor }, { signal: never })).rejects.toThrow(RangeError);
      await expect(provider.refund('a', { refund: 'r', amountMinor })).rejects.toThrow(RangeError);
    }
    await provider.authorise(request, { signal: never });
    await expect(provider.authorise({ ...request, amountMinor: 1 }, { signal: never })).rejects.toThrow(RangeError);
  });
});
