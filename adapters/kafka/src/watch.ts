import type { Bus } from '@myevents/ports';
import type { Admin } from '@platformatic/kafka';
import { closeClient, within } from './clients.ts';
import { reasonOf } from './failure.ts';

/** Whether the brokers can be reached, asked anew every second. */
export interface Watch {
  health(): ReturnType<Bus['health']>;
  stop(): Promise<void>;
}

const pauseMs = 1_000;
const answerMsMax = 2_000;

export function watchBrokers(client: Admin, label: string): Watch {
  let health: ReturnType<Bus['health']> = { ok: true };
  let isStopped = false;
  let timer = askSoon();

  function askSoon(): NodeJS.Timeout {
    return setTimeout(() => void ask(), pauseMs).unref();
  }

  async function ask(): Promise<void> {
    try {
      await within(answerMsMax, client.metadata({ topics: [], forceUpdate: true }));
      health = { ok: true };
    } catch (error) {
      health = { ok: false, reason: `Kafka at ${label}: ${reasonOf(error)}` };
    }
    if (!isStopped) timer = askSoon();
  }

  return {
    health: () => health,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await closeClient(client);
    },
  };
}
