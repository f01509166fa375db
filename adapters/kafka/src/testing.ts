import { setTimeout as pause } from 'node:timers/promises';
import { closeClient, createClients } from './clients.ts';
import { parseKafkaUrl } from './kafka-url.ts';

// What tests need and nothing else.

/** A broker notices only after the session's timeout that a member was killed; its group cannot be removed before. */
const leaveWithinMs = 60_000;
const pauseMs = 500;

/** Removes every topic and consumer group of the URL's prefix; nobody may use them any more. */
export async function removeAll(url: string): Promise<void> {
  const address = parseKafkaUrl(url);
  const admin = createClients(address).admin();
  const isOurs = (name: string) => name.startsWith(`${address.prefix}.`);
  try {
    const topics = (await admin.listTopics()).filter(isOurs);
    if (topics.length > 0) await admin.deleteTopics({ topics });
    for (const until = performance.now() + leaveWithinMs; ; await pause(pauseMs)) {
      const groups = [...(await admin.listGroups()).keys()].filter(isOurs);
      if (groups.length === 0) return;
      try {
        await admin.deleteGroups({ groups });
        return;
      } catch (error) {
        if (performance.now() > until) throw error;
      }
    }
  } finally {
    await closeClient(admin);
  }
}
