import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Authorisation, PaymentProvider, PaymentRequest } from '../payment.ts';
import type { ContractCase } from './contract-case.ts';

/** One account at a provider, to which every `open` makes a further connection. */
export interface PaymentSubject {
  open(): Promise<PaymentProvider>;
  /** What the provider takes for a buyer who pays, and for one whose bank says no. */
  readonly tokens: { readonly good: string; readonly declined: string };
}

/** What every payment adapter must do: each call once, however often it is made. */
export const paymentContract: readonly ContractCase<PaymentSubject>[] = [
  {
    name: 'authorises an attempt once, however often and from wherever it is asked',
    async run({ open, tokens }) {
      await using one = await open();
      await using two = await open();
      const request = requestOf(tokens.good);
      const answers = await Promise.all([authorise(one, request), authorise(two, request), authorise(one, request)]);
      for (const answer of answers) assertState(answer, request.attempt, 'authorised');
      assertState(await two.find(request.attempt), request.attempt, 'authorised');
      assertState(await one.capture(request.attempt), request.attempt, 'captured');
      assertState(await authorise(two, request), request.attempt, 'captured');
    },
  },
  {
    name: 'declines with a reason that can be shown, for good, and takes nothing',
    async run({ open, tokens }) {
      await using provider = await open();
      const request = requestOf(tokens.declined);
      const answer = await authorise(provider, request);
      assertState(answer, request.attempt, 'declined');
      assert.ok((answer.reason ?? '').length > 0);
      assert.ok(!answer.reason?.includes(request.token), 'the token is not repeated');
      assertState(await authorise(provider, request), request.attempt, 'declined');
      assertState(await provider.find(request.attempt), request.attempt, 'declined');
      assertState(await provider.capture(request.attempt), request.attempt, 'declined');
      assertState(await provider.void(request.attempt), request.attempt, 'declined');
      const another = { ...requestOf(tokens.good), reference: request.reference };
      assertState(await authorise(provider, another), another.attempt, 'authorised');
    },
  },
  {
    name: 'does not know an attempt that never arrived',
    async run({ open }) {
      await using provider = await open();
      const attempt = randomUUID();
      assertState(await provider.find(attempt), attempt, 'unknown');
      assertState(await provider.capture(attempt), attempt, 'unknown');
      assertState(await provider.refund(attempt, { refund: 'r1', amountMinor: 1 }), attempt, 'unknown');
      assertState(await provider.find(attempt), attempt, 'unknown');
    },
  },
  {
    name: 'captures once what was authorised, and never what was voided',
    async run({ open, tokens }) {
      await using one = await open();
      await using two = await open();
      const taken = requestOf(tokens.good);
      await authorise(one, taken);
      const captures = await Promise.all([one.capture(taken.attempt), two.capture(taken.attempt)]);
      for (const answer of captures) assertState(answer, taken.attempt, 'captured');
      assertState(await two.void(taken.attempt), taken.attempt, 'captured');
      const given = requestOf(tokens.good);
      await authorise(one, given);
      assertState(await two.void(given.attempt), given.attempt, 'voided');
      assertState(await one.void(given.attempt), given.attempt, 'voided');
      assertState(await one.capture(given.attempt), given.attempt, 'voided');
      assertState(await one.find(given.attempt), given.attempt, 'voided');
    },
  },
  {
    name: 'declines an attempt that arrives after it was voided',
    async run({ open, tokens }) {
      await using one = await open();
      await using two = await open();
      const request = requestOf(tokens.good);
      assertState(await one.void(request.attempt), request.attempt, 'voided');
      assertState(await authorise(two, request), request.attempt, 'declined');
      assertState(await authorise(two, request), request.attempt, 'declined');
      const after = (await one.find(request.attempt)).state;
      assert.ok(after === 'voided' || after === 'declined', after);
      const capture = (await one.capture(request.attempt)).state;
      assert.ok(capture === 'voided' || capture === 'declined', capture);
    },
  },
  {
    name: 'refunds once per refund key, the whole or in parts, and never more than was captured',
    async run({ open, tokens }) {
      await using one = await open();
      await using two = await open();
      const request = requestOf(tokens.good);
      const { attempt } = request;
      await authorise(one, request);
      assertState(await one.refund(attempt, { refund: 'early', amountMinor: 1 }), attempt, 'authorised');
      await one.capture(attempt);
      const part = { refund: 'part', amountMinor: 1_000 };
      const answers = await Promise.all([
        one.refund(attempt, part),
        two.refund(attempt, part),
        one.refund(attempt, part),
      ]);
      for (const answer of answers) assertState(answer, attempt, 'refunded');
      assertState(await two.find(attempt), attempt, 'captured');
      await assert.rejects(two.refund(attempt, { refund: 'too-much', amountMinor: request.amountMinor }));
      const rest = { refund: 'rest', amountMinor: request.amountMinor - 1_000 };
      assertState(await two.refund(attempt, rest), attempt, 'refunded');
      assertState(await one.refund(attempt, rest), attempt, 'refunded');
      assertState(await one.find(attempt), attempt, 'refunded');
      assertState(await one.capture(attempt), attempt, 'refunded');
    },
  },
  {
    name: 'keeps attempts apart',
    async run({ open, tokens }) {
      await using provider = await open();
      const [first, second] = [requestOf(tokens.good), requestOf(tokens.good)];
      await authorise(provider, first);
      await authorise(provider, second);
      await provider.void(first.attempt);
      assertState(await provider.capture(second.attempt), second.attempt, 'captured');
      assertState(await provider.find(first.attempt), first.attempt, 'voided');
    },
  },
  {
    name: 'does nothing for a caller who has already given up',
    async run({ open, tokens }) {
      await using provider = await open();
      const request = requestOf(tokens.good);
      await assert.rejects(provider.authorise(request, { signal: AbortSignal.abort() }));
      const { state } = await provider.find(request.attempt);
      assert.equal(state, 'unknown');
    },
  },
];

function requestOf(token: string): PaymentRequest {
  return { attempt: randomUUID(), amountMinor: 4_999, currency: 'USD', token, reference: 'CONTRACT' };
}

async function authorise(provider: PaymentProvider, request: PaymentRequest): Promise<Authorisation> {
  return provider.authorise(request, { signal: new AbortController().signal });
}

function assertState({ attempt, state }: Authorisation, expectedAttempt: string, expectedState: string): void {
  assert.equal(attempt, expectedAttempt);
  assert.equal(state, expectedState);
}
