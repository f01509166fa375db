import { describe, expect, it } from 'vitest';
import { type Following, followEntry } from './follow-entry.ts';
import type { Entry } from './queries.ts';

const waiting = { id: 'wtl_1', status: 'waiting', position: 3, version: 1 } as Entry;

function follow(answers: readonly (Entry | Error)[], options: { readonly isHidden?: boolean } = {}) {
  const asked: number[] = [];
  const paused: number[] = [];
  const seen: Entry[] = [];
  const abort = new AbortController();
  const left = [...answers];
  const following: Following = {
    next: async (version) => {
      asked.push(version);
      const answer = left.shift();
      if (answer === undefined) abort.abort();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('nobody asks any more');
      return answer;
    },
    onEntry: (entry) => void seen.push(entry),
    pause: async (ms) => void paused.push(ms),
    isHidden: () => options.isHidden ?? false,
    signal: abort.signal,
  };
  return followEntry(waiting, following).then(() => ({ asked, paused, seen }));
}

describe('following a place in line', () => {
  it('asks after the version it knows, until nothing can happen any more', async () => {
    const second = { ...waiting, position: 2, version: 4 };
    const offered = { ...waiting, status: 'offered', version: 7 } as const;
    const taken = { ...waiting, status: 'taken', version: 9 } as const;
    const { asked, seen } = await follow([second, offered, taken]);
    expect(asked).toEqual([1, 4, 7]);
    expect(seen).toEqual([second, offered, taken]);
  });

  it('goes on after errors, ever more slowly, and at full speed once there is an answer', async () => {
    const lost = new Error('lost');
    const { asked, paused } = await follow([lost, lost, lost, lost, lost, lost, lost, waiting, lost]);
    expect(paused).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 1000, 1000]);
    expect(asked).toHaveLength(10);
  });

  it('never stops in a tab that nobody sees, and asks more quietly', async () => {
    const { paused } = await follow([waiting, waiting], { isHidden: true });
    expect(paused).toEqual([5000, 5000]);
  });

  it('asks nothing about one that is over', async () => {
    const asked: number[] = [];
    const following = { signal: new AbortController().signal } as Following;
    await followEntry(
      { ...waiting, status: 'lapsed' },
      {
        ...following,
        next: async (version) => {
          asked.push(version);
          return waiting;
        },
      },
    );
    expect(asked).toEqual([]);
  });
});
