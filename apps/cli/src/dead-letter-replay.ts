import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@myevents/http-kit';
import type { DeadLetter } from '@myevents/ports';
import type { Config } from './config.ts';
import { openPlatform } from './platform.ts';

export interface ReplayedGroup {
  readonly group: string;
  /** How many were handed to the group again. */
  readonly count: number;
  /** How many of them are dead letters once more; undefined where others handle them. */
  readonly deadAgain?: number;
}

const lookEveryMs = 50;

/** Replays the dead letters of the embedded bus on services in this process, and waits for what becomes of each. */
export async function replayHere(config: Config, groups: readonly string[]): Promise<readonly ReplayedGroup[]> {
  const log = createLogger({ level: config.LOG_LEVEL, destination: process.stderr });
  await using platform = await openPlatform(config, log);
  const { deadLetters } = platform.bus;
  const replayed: ReplayedGroup[] = [];
  for (const group of groups) {
    const before = new Map((await deadLetters.list(group)).map(({ id, failedAt }) => [id, failedAt]));
    const count = await deadLetters.replay(group);
    const left = before.size - count;
    // A letter is gone when its message was handled, and has died anew when it was not: the broker's attempts have an end.
    const isOpen = ({ id, failedAt }: DeadLetter) => before.get(id) === failedAt;
    let present = await deadLetters.list(group);
    while (present.filter(isOpen).length > left) {
      await pause(lookEveryMs);
      present = await deadLetters.list(group);
    }
    replayed.push({
      group,
      count,
      deadAgain: present.filter((letter) => before.has(letter.id) && !isOpen(letter)).length,
    });
  }
  return replayed;
}
