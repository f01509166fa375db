import { newId } from '@myevents/contracts';
import { expect, it } from 'vitest';
import { smallShow } from './catalogue.ts';
import { until } from './until.ts';
import { openProcess, openWorld } from './world.ts';

it('does not keep what it looked up in vain, however many ids are guessed', async () => {
  await using world = await openWorld();
  await using process = await openProcess(world);
  const { id } = smallShow(1);
  await world.tell('myevents.show.scheduled', smallShow(1, { id }));
  const loaded = async () => /^myevents_shows_loaded (\d+)$/m.exec(await process.registry.metrics())?.[1];
  await until(async () => (await loaded()) === '1', 'the show');
  const order = { userId: 'ada', name: 'Ada', tickets: [{ tier: 'regular', quantity: 1 }] };
  const guesses = Array.from({ length: 20 }, () => `/v1/shows/${newId('show')}`);
  const answers = await Promise.all(
    guesses.flatMap((show) => [
      process.get(`${show}/availability`),
      process.get(`${show}/availability?seats=true`),
      process.get(`${show}/availability/stream`),
      process.post(`${show}/bookings`, order),
    ]),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  await until(async () => (await loaded()) === '1', 'the guesses to be forgotten');
  expect((await process.post(`/v1/shows/${id}/bookings`, order)).status).toBe(201);
});
