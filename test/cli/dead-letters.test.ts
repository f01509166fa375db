import { randomUUID } from 'node:crypto';
import type { DeadLetter, JsonObject } from '@myevents/ports';
import { openSqliteStore } from '@myevents/sqlite';
import { expect, it } from 'vitest';
import { openDeadLetterShelf } from '../../apps/cli/src/dead-letter-store.ts';
import { startProduct } from '../support/product.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

const failedAt = Date.parse('2027-03-04T05:06:07.000Z');

function letterOf(topic: string, group: string, type: string, data: JsonObject): DeadLetter {
  const key = 'event/evt_1';
  const event = {
    specversion: '1.0',
    id: 'evt_1-1',
    source: '/events',
    type,
    subject: key,
    time: '2027-03-04T05:06:07.000Z',
    datacontenttype: 'application/json',
    partitionkey: key,
    data,
  } as const;
  const error = 'the store was\n  away';
  return { id: randomUUID(), group, message: { topic, key, events: [event] }, error, attempts: 8, failedAt };
}

/** One that the Event Service handles, and one that the Booking Service cannot make sense of. */
const curable = letterOf('requests', 'event-service', 'myevents.catalogue.wanted', { from: 'bookings' });
const incurable = letterOf('catalogue', 'booking-service', 'myevents.event.changed', { name: 'Secret name' });

async function bury(folder: string, letters: readonly DeadLetter[]): Promise<void> {
  await using shelf = openDeadLetterShelf({ open: async (data) => openSqliteStore({ ...data, folder }) });
  for (const letter of letters) await shelf.save(letter);
}

it('lists dead letters without what they say, and hands them over again', { timeout: 120_000 }, async () => {
  await using folder = await temporaryFolder();
  const settings = ['--store-url', `sqlite:${folder.path}`];
  expect(await runCli(['dead-letters', 'list', ...settings])).toMatchObject({
    code: 0,
    stdout: 'There are no dead letters.\n',
  });
  await bury(folder.path, [curable, incurable]);

  const listed = await runCli(['dead-letters', 'list', ...settings]);
  expect(listed.stdout).toBe(
    [
      '2027-03-04T05:06:07.000Z  booking-service  catalogue  event/evt_1',
      `  id ${incurable.id}, 8 attempts`,
      '  the store was away',
      '2027-03-04T05:06:07.000Z  event-service  requests  event/evt_1',
      `  id ${curable.id}, 8 attempts`,
      '  the store was away',
      '',
    ].join('\n'),
  );
  const one = await runCli(['dead-letters', 'list', '--json', '--group', 'booking-service', ...settings]);
  expect(JSON.parse(one.stdout)).toEqual({ deadLetters: [incurable] });

  const replayed = await runCli(['dead-letters', 'replay', '--log-level', 'silent', ...settings]);
  expect(replayed).toMatchObject({
    code: 1,
    stdout: 'booking-service: 1 handed over again, 1 failed again\nevent-service: 1 handed over again\n',
  });
  const left = await runCli(['dead-letters', 'list', '--json', ...settings]);
  const { deadLetters } = JSON.parse(left.stdout) as { deadLetters: DeadLetter[] };
  expect(deadLetters).toHaveLength(1);
  const { failedAt: newly, error, ...same } = deadLetters[0] ?? incurable;
  expect(same).toEqual({ id: incurable.id, group: 'booking-service', attempts: 8, message: incurable.message });
  expect({ newly, error }).not.toMatchObject({ newly: failedAt });
  expect(error).not.toContain('the store was');
});

it('leaves the dead letters of an embedded server to that server', async () => {
  await using product = await startProduct();
  const { code, stderr } = await runCli(['dead-letters', 'list', '--store-url', `sqlite:${product.folder}`]);
  expect(code).toBe(1);
  expect(stderr).toContain(`is in use by process ${product.pid}`);
});
