import type { BusTopology } from '@myevents/ports';
import { parseAddress } from './address.ts';
import { openLink } from './link.ts';
import { createNames, queuesPerGroup } from './names.ts';

/** Removes everything a topology has on the broker, with all messages. */
export async function removeTopology(url: string, { topics }: BusTopology): Promise<void> {
  const address = parseAddress(url);
  const names = createNames(address.prefix);
  const link = await openLink(address, 'testing');
  try {
    const channel = await link.acquire();
    for (const { name, groups } of topics) {
      for (const group of groups) {
        for (let n = 0; n < queuesPerGroup; n += 1) await channel.queueDelete({ queue: names.queue(group, name, n) });
        await channel.queueDelete({ queue: names.dead(group) });
        await channel.exchangeDelete({ exchange: names.group(group, name) });
        await channel.exchangeDelete({ exchange: names.members(group) });
      }
      await channel.exchangeDelete({ exchange: names.topic(name) });
      await channel.exchangeDelete({ exchange: names.broadcast(name) });
    }
    await channel.close();
  } finally {
    await link.close();
  }
}
