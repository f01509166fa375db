import { availableParallelism, cpus, totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** What one must know of the machine to read the figures, and nothing that would name it. */
export interface Machine {
  readonly cores: number;
  readonly memoryGib: number;
  readonly platform: string;
  readonly node: string;
  readonly sqlite: string;
}

export function readMachine(): Machine {
  return {
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    sqlite: process.versions['sqlite'] ?? '',
  };
}

export function describeMachine({ cores, memoryGib, platform, node, sqlite }: Machine): string {
  return `${cores} cores, ${memoryGib} GiB, ${platform}, Node ${node}, SQLite ${sqlite}`;
}

const lookMs = 500;

/** How many cores others keep busy, looked at for half a second while this process does nothing. */
export async function readBusyCores(): Promise<number> {
  const before = sumTimes();
  await pause(lookMs);
  const after = sumTimes();
  const idleShare = (after.idle - before.idle) / (after.total - before.total);
  return availableParallelism() * (1 - idleShare);
}

function sumTimes(): { readonly idle: number; readonly total: number } {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}
