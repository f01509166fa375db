import { BusUnavailableError } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import { freshUrl, messageOf, openPlace } from './bus-of-tests.ts';
import { createLedger, startPublishing } from './sale.ts';

// Through the fault proxy: TEST_KAFKA_PROXIED_URL leads through it, and TOXIPROXY_URL is where it takes orders.

const api = process.env['TOXIPROXY_URL'] ?? 'http://127.0.0.1:8474';

async function order(method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${api}/proxies/kafka${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`toxiproxy answered ${answer.status} to ${method} ${path}`);
}

const faults = {
  'are refused': {
    begin: async () => order('POST', '', { enabled: false }),
    end: async () => order('POST', '', { enabled: true }),
  },
  'are reset again and again': {
    begin: async () => order('POST', '/toxics', { name: 'fault', type: 'reset_peer', attributes: { timeout: 50 } }),
    end: async () => order('DELETE', '/toxics/fault'),
  },
  'fall silent': {
    begin: async () => order('POST', '/toxics', { name: 'fault', type: 'timeout', attributes: { timeout: 0 } }),
    end: async () => order('DELETE', '/toxics/fault'),
  },
};

describe('the bus on Kafka, when connections', () => {
  it.each(Object.entries(faults))('%s: says so, and goes on by itself without a loss', async (_, { begin, end }) => {
    await using place = openPlace(freshUrl('TEST_KAFKA_PROXIED_URL'));
    const ledger = createLedger();
    const [publisher, member] = [await place.open(), await place.open()];
    const heard = createLedger();
    let reconnects = 0;
    const onReconnect = () => {
      reconnects += 1;
    };
    await member.subscribe({ topics: ['work'], group: 'workers', handle: ledger.handle });
    await member.subscribe({ topics: ['work'], handle: heard.handle, onReconnect });
    const publishing = startPublishing(publisher);
    await expect.poll(() => ledger.count(), { timeout: 30_000 }).toBeGreaterThan(100);
    await begin();
    try {
      await expect.poll(() => publishing.refusals(), { timeout: 30_000 }).toBeGreaterThan(0);
      await expect(publisher.publish([messageOf('other', 1)])).rejects.toBeInstanceOf(BusUnavailableError);
      await expect.poll(() => publisher.health().ok, { timeout: 30_000 }).toBe(false);
    } finally {
      await end();
    }
    await expect.poll(() => publisher.health().ok, { timeout: 30_000 }).toBe(true);
    const before = ledger.count();
    await expect.poll(() => ledger.count(), { timeout: 60_000 }).toBeGreaterThan(before + 100);
    await publishing.stop();
    await expect.poll(() => ledger.missing(publishing.confirmed), { timeout: 60_000 }).toEqual([]);
    await expect.poll(() => heard.missing(publishing.confirmed), { timeout: 60_000 }).toEqual([]);
    expect(ledger.overtaken()).toEqual([]);
    expect(reconnects).toBeGreaterThan(0);
  });
});
