import { closeClient, createClients } from './clients.ts';
import { parseKafkaUrl } from './kafka-url.ts';

// What tests need and nothing else.

/** Removes every topic and consumer group of the URL's prefix; nobody may use them any more. */
export async function removeAll(url: string): Promise<void> {
  const address = parseKafkaUrl(url);
  const admin = createClients(address).admin();
  const isOurs = (name: string) => name.startsWith(`${address.prefix}.`);
  try {
    const topics = (await admin.listTopics()).filter(isOurs);
    if (topics.length > 0) await admin.deleteTopics({ topics });
    const groups = [...(await admin.listGroups()).keys()].filter(isOurs);
    if (groups.length > 0) await admin.deleteGroups({ groups });
  } finally {
    await closeClient(admin);
  }
}
