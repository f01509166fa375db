import { answerMs } from '@myevents/booking';
import type { Authorisation, Clock, PaymentProvider, PaymentRequest } from '@myevents/ports';

/** The provider did not answer in time: what became of the call is not known. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The provider with an end to its patience: every call answers or rejects within ten seconds. */
export type PromptProvider = Omit<PaymentProvider, 'authorise' | typeof Symbol.asyncDispose> & {
  authorise(request: PaymentRequest): Promise<Authorisation>;
};

export function withTimeouts(payments: PaymentProvider, clock: Clock): PromptProvider {
  async function inTime<Answer>(call: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    const abort = new AbortController();
    const late = Promise.withResolvers<never>();
    const cancel = clock.setTimer(() => {
      late.reject(new NoAnswerError(`no answer within ${answerMs} ms`));
      abort.abort();
    }, answerMs);
    try {
      return await Promise.race([call(abort.signal), late.promise]);
    } finally {
      cancel();
    }
  }

  return {
    name: payments.name,
    authorise: (request) => inTime((signal) => payments.authorise(request, { signal })),
    find: (attempt) => inTime(() => payments.find(attempt)),
    capture: (attempt) => inTime(() => payments.capture(attempt)),
    void: (attempt) => inTime(() => payments.void(attempt)),
    refund: (attempt, options) => inTime(() => payments.refund(attempt, options)),
  };
}
