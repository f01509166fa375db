import { randomBytes } from 'node:crypto';
import { BusUnavailableError, SetupMissingError, type SetupStep } from '@myevents/ports';
import { messageOf } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import { openRabbitmqBus } from '../src/index.ts';
import { brokerUrl, createPlace, openRaw, prefixOf } from './broker.ts';
import { news, topology, work, workers } from './messages.ts';
import { openRelay } from './relay.ts';
import { until } from './until.ts';

const managementUrl =
  process.env['TEST_RABBITMQ_MANAGEMENT_URL'] ??
  process.env['RABBITMQ_MANAGEMENT_URL'] ??
  'http://guest:guest@127.0.0.1:15672';

async function manage(method: 'PUT' | 'DELETE', path: string, body: object = {}): Promise<void> {
  const { username, password, origin } = new URL(managementUrl);
  const answer = await fetch(`${origin}/api/${path}`, {
    method,
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}.`);
}

interface Rights {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** The URL of the same place for a new user with these rights only. */
async function withUser(url: string, rights: Rights, run: (url: string) => Promise<void>): Promise<void> {
  const name = `u${randomBytes(6).toString('hex')}`;
  await manage('PUT', `users/${name}`, { password: 'sesame', tags: '' });
  try {
    await manage('PUT', `permissions/%2F/${name}`, rights);
    const own = new URL(url);
    [own.username, own.password] = [name, 'sesame'];
    await run(own.href);
  } finally {
    await manage('DELETE', `users/${name}`);
  }
}

function options(url: string) {
  return { url, topology, onError: () => {} };
}

describe('what RabbitMQ needs', () => {
  it('is created once, and present from then on', async () => {
    await using place = createPlace();
    const [first, second]: SetupStep[][] = [[], []];
    await place.open({ onSetup: (step) => first?.push(step) });
    await place.open({ onSetup: (step) => second?.push(step) });
    const prefix = prefixOf(place.url);
    expect(first?.map(({ what }) => what)).toContain(`queue ${prefix}.${workers}.${work}.7`);
    expect(new Set(first?.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect(second?.map(({ what }) => what).toSorted()).toEqual(first?.map(({ what }) => what).toSorted());
    expect(new Set(second?.map(({ outcome }) => outcome))).toEqual(new Set(['present']));
  });

  it('is created by many at once without harm', async () => {
    await using place = createPlace();
    const buses = await Promise.all(Array.from({ length: 5 }, async () => place.open()));
    const heard = new Set<string>();
    for (const bus of buses)
      await bus.subscribe({ topics: [work], group: workers, handle: async ({ key }) => void heard.add(key) });
    await buses[0]?.publish(Array.from({ length: 50 }, (_, n) => messageOf(work, `key${n}`, 1)));
    await until('every message was handled', () => heard.size === 50);
  });

  it('is created all the same when the connection breaks on the way', async () => {
    await using place = createPlace();
    await using relay = await openRelay(brokerUrl);
    const url = new URL(place.url);
    url.host = new URL(relay.url).host;
    const steps: SetupStep[] = [];
    const onSetup = (step: SetupStep) => {
      steps.push(step);
      if (steps.length === 3) relay.reset();
    };
    await using bus = await openRabbitmqBus({ ...options(url.href), onSetup });
    expect(new Set(steps.map(({ what }) => what)).size).toBe(steps.length);
    await bus.publish([messageOf(work, 'a', 1)]);
  });

  it('is named, all of it, to who may not create it', async () => {
    await using place = createPlace();
    const prefix = prefixOf(place.url);
    await withUser(place.url, { configure: '^$', write: '.*', read: '.*' }, async (url) => {
      const opened = openRabbitmqBus(options(url));
      await expect(opened).rejects.toThrow(SetupMissingError);
      await expect(opened).rejects.toThrow(`queue ${prefix}.${workers}.${work}.0`);
      await expect(opened).rejects.toThrow(`queue ${prefix}.${workers}.dead`);
      await expect(opened).rejects.toThrow(`exchange ${prefix}.${news}`);
      await expect(opened).rejects.not.toThrow('sesame');
    });
  });

  it('serves who may only use it, once it is there', async () => {
    await using place = createPlace();
    await place.open();
    const prefix = prefixOf(place.url);
    const rights = {
      configure: `^${prefix}\\.(listener|member|reading)\\.`,
      write: `^(${prefix}\\.|amq\\.default$)`,
      read: `^${prefix}\\.`,
    };
    await withUser(place.url, rights, async (url) => {
      await using bus = await openRabbitmqBus({ ...options(url), retries: { attemptsMax: 1, backoffMs: 1 } });
      const heard = new Set<string>();
      await bus.subscribe({ topics: [news], handle: async ({ key }) => void heard.add(key) });
      let isBroken = true;
      await bus.subscribe({
        topics: [work],
        group: workers,
        handle: async ({ key }) => {
          if (isBroken) throw new Error('broken');
          heard.add(key);
        },
      });
      await bus.publish([messageOf(news, 'news', 1), messageOf(work, 'work', 1)]);
      await until('the letter is listed', async () => (await bus.deadLetters.list(workers)).length === 1);
      isBroken = false;
      await bus.deadLetters.replay(workers);
      await until('both were heard', () => heard.size === 2);
      await until('the letter is gone', async () => (await bus.deadLetters.list(workers)).length === 0);
    });
  });

  it('is explained where something else has its name', async () => {
    await using place = createPlace();
    await using raw = openRaw();
    const queue = `${prefixOf(place.url)}.${workers}.${work}.0`;
    await raw.queueDeclare({ queue, durable: true });
    const opened = place.open();
    await expect(opened).rejects.toThrow(`a queue ${queue} with other properties`);
  });

  it('comes back by itself when somebody removes it', async () => {
    await using place = createPlace();
    await using raw = openRaw();
    const bus = await place.open();
    const heard = new Set<string>();
    await bus.subscribe({ topics: [work], group: workers, handle: async ({ key }) => void heard.add(key) });
    await raw.exchangeDelete({ exchange: `${prefixOf(place.url)}.${work}` });
    await expect(bus.publish([messageOf(work, 'lost', 1)])).rejects.toThrow(BusUnavailableError);
    await until('it was published', async () => {
      const published = await Promise.allSettled([bus.publish([messageOf(work, 'found', 1)])]);
      return published.every(({ status }) => status === 'fulfilled');
    });
    await until('it was handled', () => heard.has('found'));
  });
});

describe('a broker that will not have us', () => {
  it('is named, without the password, at once', async () => {
    const url = new URL(brokerUrl);
    url.password = 'sesame';
    const opened = openRabbitmqBus(options(url.href));
    await expect(opened).rejects.toThrow(BusUnavailableError);
    await expect(opened).rejects.toThrow(/ACCESS_REFUSED/);
    await expect(opened).rejects.not.toThrow(/sesame/);
  });

  it('is named if nobody listens there', { timeout: 30_000 }, async () => {
    const opened = openRabbitmqBus(options('amqp://guest:sesame@127.0.0.1:1'));
    await expect(opened).rejects.toThrow(BusUnavailableError);
    await expect(opened).rejects.toThrow(/127\.0\.0\.1:1 .*ECONNREFUSED/);
  });
});
