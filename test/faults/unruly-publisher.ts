import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@myevents/contracts';
import type { Bus, BusMessage } from '@myevents/ports';

const rememberedMax = 2_000;
const everyMs = 40;
const atOnce = 5;

/** Hears what the services publish and says it again, twice and in any order, until `work` is over. */
export async function disturbBus(bus: Bus, work: Promise<unknown>, random: () => number): Promise<number> {
  const heard: BusMessage[] = [];
  const listening = await bus.subscribe({
    topics: [topics.catalogue, topics.bookings],
    async handle(message) {
      if (heard.length >= rememberedMax) heard.splice(Math.floor(random() * heard.length), 1);
      heard.push(message);
    },
  });
  let isOver = false;
  let said = 0;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const old = Array.from({ length: heard.length > 0 ? atOnce : 0 }, () => heard[Math.floor(random() * heard.length)]);
    const messages = old.flatMap((message) => (message ? [message, message] : []));
    await bus.publish(messages);
    said += messages.length;
    await pause(everyMs);
  }
  await listening[Symbol.asyncDispose]();
  await over;
  return said;
}
