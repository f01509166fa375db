import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { topics, topology } from '@myevents/contracts';
import { type BusMessage, systemClock } from '@myevents/ports';
import { paymentContract } from '@myevents/ports/contract';
import { createTestPaymentProvider } from '@myevents/test-payment';
import { describe, expect, it } from 'vitest';
import { openBus, openStores } from '../../apps/cli/src/engines.ts';
import { paymentData } from '../../apps/cli/src/payment-data.ts';
import { type PairSettings, pairNames, settingsOf, takePair } from '../support/pairs.ts';
import { startServer } from '../support/server-process.ts';
import { runCli } from './run-cli.ts';

// The command line on real engines, each in a place of its own that goes afterwards.

const calendar = resolve(import.meta.dirname, '../../packages/event-import/test/fixtures/outlook.ics');

/** For processes that are given nothing else; the stand-ins of AWS take any credentials. */
function toEnv(settings: PairSettings): Readonly<Record<string, string>> {
  const { AWS_ACCESS_KEY_ID = 'local', AWS_SECRET_ACCESS_KEY = 'local' } = process.env;
  return { ...settings, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
}

describe.each(pairNames)('the commands on %s', (name) => {
  it('migrate shows what it creates, and the next time that it is present', async () => {
    await using pair = takePair(name);
    const first = await runCli(['migrate'], { env: toEnv(pair.settings) });
    expect(first.code, first.stderr).toBe(0);
    const created = first.stdout.trimEnd().split('\n');
    expect(created.length).toBeGreaterThan(10);
    for (const line of created) expect(line).toMatch(/^(created|present) +\S+ \S/);
    for (const service of ['events', 'bookings', 'payments']) expect(first.stdout).toContain(service);

    const [again, atOnce] = await Promise.all([
      runCli(['migrate', '--json'], { env: toEnv(pair.settings) }),
      runCli(['migrate', '--json'], { env: toEnv(pair.settings) }),
    ]);
    for (const { code, stdout } of [again, atOnce]) {
      const { steps, missing } = JSON.parse(stdout) as { steps: { outcome: string }[]; missing: string[] };
      expect({ code, missing }).toEqual({ code: 0, missing: [] });
      expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['present']));
      expect(steps.length).toBe(new Set(created.map((line) => line.replace(/^\w+ +/, ''))).size);
    }
  });

  it('dead-letters shows what failed and hands it over again', async () => {
    await using pair = takePair(name);
    const words = (action: string) => ['dead-letters', action, '--group', 'event-service'];
    const message = requestOf(`request/${randomUUID()}`);
    let isMended = false;
    const options = { topology, clock: systemClock, onError: () => {}, retries: { attemptsMax: 2, backoffMs: 10 } };
    await using bus = await openBus(pair.settings.BUS_URL, options);
    const handled: BusMessage[] = [];
    await using _subscription = await bus.subscribe({
      topics: [topics.requests],
      group: 'event-service',
      async handle(heard) {
        if (!isMended) throw new Error('the fault to be mended');
        handled.push(heard);
      },
    });
    await bus.publish([message]);
    await expect.poll(() => bus.deadLetters.list('event-service'), { timeout: 60_000 }).toHaveLength(1);

    const listed = await runCli(words('list'), { env: toEnv(pair.settings) });
    expect(listed.stdout).toContain(`event-service  requests  ${message.key}\n`);
    expect(listed.stdout).toContain('2 attempts\n  the fault to be mended\n');
    isMended = true;
    const replayed = await runCli(words('replay'), { env: toEnv(pair.settings) });
    expect(replayed).toMatchObject({ code: 0, stdout: 'event-service: 1 handed over again\n' });
    await expect.poll(() => handled, { timeout: 60_000 }).toEqual([message]);
    await expect
      .poll(async () => (await runCli(words('list'), { env: toEnv(pair.settings) })).stdout, {
        timeout: 60_000,
        interval: 500,
      })
      .toBe('There are no dead letters.\n');
  });

  it('import, rebuild and republish work beside a running server, and without one', async () => {
    await using pair = takePair(name);
    const before = await runCli(['import', calendar, '--json'], { env: toEnv(pair.settings) });
    expect(JSON.parse(before.stdout), before.stderr).toMatchObject({ counts: { created: 2 } });
    await using server = await startServer({ settings: toEnv(pair.settings) });
    const again = await runCli(['import', calendar, '--json'], { env: toEnv(pair.settings) });
    expect(JSON.parse(again.stdout)).toMatchObject({ counts: { unchanged: 2 } });
    const remote = await runCli(['import', calendar, '--json', '--url', server.url]);
    expect(JSON.parse(remote.stdout)).toMatchObject({ counts: { unchanged: 2 } });
    for (const words of [['rebuild'], ['republish'], ['republish', '--service', 'events']]) {
      const { code, stderr } = await runCli([...words, '--log-level', 'error'], { env: toEnv(pair.settings) });
      expect({ code, lines: stderr.trimEnd().split('\n').length }, stderr).toEqual({
        code: 0,
        lines: words.includes('--service') ? 1 : 2,
      });
    }
    const names = async () => {
      const answer = await fetch(`${server.url}/v1/events`);
      return ((await answer.json()) as { items: { name: string }[] }).items.map((event) => event.name);
    };
    await expect.poll(names, { timeout: 30_000 }).toContain('Tagung Stadt und Klang');
    expect(await server.stop()).toBe(0);
  });
});

describe.each(pairNames)('test payments of several processes on the store of %s', (pairName) => {
  it.each(paymentContract)('$name', async ({ run }) => {
    await using pair = takePair(pairName);
    await using opened = new AsyncDisposableStack();
    const open = async () => {
      const stores = opened.use(await openStores(pair.settings.STORE_URL));
      return createTestPaymentProvider({ store: opened.use(await stores.open(paymentData)) });
    };
    await run({ open, tokens: { good: 'tok_ok', declined: 'tok_declined' } });
  });
});

it('doctor finds every promise kept by PostgreSQL and RabbitMQ, and cleans up', async () => {
  const { STORE_URL, BUS_URL } = settingsOf('postgres+rabbitmq');
  const { code, stdout, stderr } = await runCli(['doctor', '--json'], { env: { STORE_URL, BUS_URL } });
  const { findings } = JSON.parse(stdout) as { findings: { isKept: boolean }[] };
  expect(
    findings.filter(({ isKept }) => !isKept),
    stderr,
  ).toEqual([]);
  expect(findings.length).toBeGreaterThan(70);
  expect(code).toBe(0);
});

function requestOf(key: string): BusMessage {
  const event = {
    specversion: '1.0',
    id: randomUUID(),
    source: '/bookings',
    type: 'myevents.catalogue.wanted',
    subject: key,
    time: '2027-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    partitionkey: key,
    data: {},
  } as const;
  return { topic: topics.requests, key, events: [event] };
}
