import { describe, expect, test } from 'vitest';
import { type FollowOptions, followAvailability, toBackoffMs } from './follow.ts';
import type { Availability } from './queries.ts';

const at = (version: number): Availability => ({ showId: 'shw_1', version, tiers: [] });
const event = (type: string, value: Availability) =>
  `event: ${type}\nid: ${value.version}\ndata: ${JSON.stringify(value)}\n\n`;

/** Follows with scripted answers, until they are used up and it has polled so often. */
async function follow(answers: readonly (Response | Error)[], { polls = 0 } = {}) {
  const stop = new AbortController();
  const log: string[] = [];
  const left = [...answers];
  let known: Availability | undefined;
  let clock = 0;
  const options: FollowOptions = {
    async openStream(version) {
      log.push(`stream ${version ?? '-'}`);
      const answer = left.shift();
      if (answer instanceof Response) return answer;
      throw answer ?? new Error('no answer is left');
    },
    async poll(version) {
      log.push(`poll ${version}`);
      return at(version + 1);
    },
    known: () => known,
    onAvailability(availability) {
      known = availability;
    },
    onLive: (isLive) => log.push(isLive ? 'live' : 'not live'),
    async pause(ms) {
      clock += ms;
      if (left.length === 0 && log.filter((line) => line.startsWith('poll')).length >= polls) stop.abort();
    },
    now: () => clock,
    random: () => 1,
  };
  await followAvailability(options, stop.signal);
  return { log, known };
}

describe('following a show', () => {
  test('takes the whole and then the changes, and resumes after the newest version', async () => {
    const first = new Response(event('availability', at(3)) + event('change', at(4)));
    const { log, known } = await follow([first, new Response(event('change', at(5)))]);
    expect(log).toEqual(['stream -', 'live', 'not live', 'stream 4', 'live', 'not live', 'not live']);
    expect(known?.version).toBe(5);
  });

  test('polls where streams break again and again', async () => {
    const { log } = await follow([new Error('cut'), new Response('', { status: 503 }), new Error('cut')], { polls: 2 });
    expect(log.filter((line) => !line.endsWith('live'))).toEqual([
      'stream -',
      'stream -',
      'stream -',
      'poll 0',
      'poll 1',
    ]);
  });

  test('ends where there is no such show', async () => {
    const { log } = await follow([new Response('', { status: 404 }), new Response('')]);
    expect(log).toEqual(['stream -', 'not live']);
  });
});

test('the wait doubles up to half a minute, half of it by chance', () => {
  const most = [1, 2, 3, 4, 5, 6, 20].map((failures) => toBackoffMs(failures, () => 1));
  expect(most).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(toBackoffMs(3, () => 0)).toBe(2000);
});
