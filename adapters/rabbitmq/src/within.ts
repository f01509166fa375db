import { BusUnavailableError, systemClock } from '@myevents/ports';
import { codeOf, reasonOf } from './refusal.ts';

/**
 * The outcome, if it comes in time: a broker that stands still closes no connection, and answers nothing.
 * @throws BusUnavailableError for what the broker or the connection refuses, and if it is late.
 */
export async function within<T>(ms: number, outcome: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancelTimer = systemClock.setTimer(
    () => reject(new BusUnavailableError(`RabbitMQ did not answer for ${ms} ms.`)),
    ms,
  );
  try {
    return await Promise.race([outcome, late]);
  } catch (error) {
    const isOurs = error instanceof BusUnavailableError || codeOf(error) === '';
    throw isOurs ? error : new BusUnavailableError(`RabbitMQ refuses: ${reasonOf(error)}.`, { cause: error });
  } finally {
    cancelTimer();
  }
}
