import { availableParallelism, totalmem } from 'node:os';

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
