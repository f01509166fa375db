import { readdirSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { readUsage } from '../product/process-usage.ts';

/** How many cores may be kept busy by others before a figure is not to be trusted. */
export const neighbourCoresMax = 0.25;

/** Looks from now on at what the rest of the machine does; the answer tells how many cores others kept busy since. */
export function watchNeighbours(): () => number {
  const before = look();
  return () => {
    const now = look();
    const seconds = (now.wallMs - before.wallMs) / 1000;
    return Math.max(0, (now.machineSeconds - before.machineSeconds - (now.ownSeconds - before.ownSeconds)) / seconds);
  };
}

function look() {
  return { wallMs: performance.now(), machineSeconds: readMachineSeconds(), ownSeconds: readOwnSeconds() };
}

function readMachineSeconds(): number {
  const busyMs = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return busyMs / 1000;
}

/** This process, all that it started, and what of that has ended. Where there is no /proc only this process is known. */
function readOwnSeconds(): number {
  const { user, system } = process.cpuUsage();
  const processes = new Map(
    listProcesses()
      .flatMap((pid) => readUsage(pid) ?? [])
      .map((one) => [one.pid, one]),
  );
  if (!processes.has(process.pid)) return (user + system) / 1e6;
  let seconds = 0;
  for (const one of processes.values()) {
    for (let ancestor: typeof one | undefined = one; ancestor; ancestor = processes.get(ancestor.parentPid)) {
      if (ancestor.pid !== process.pid) continue;
      seconds += one.cpuSeconds + one.endedChildrenCpuSeconds;
      break;
    }
  }
  return seconds;
}

function listProcesses(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** For the sake of a reader: 2 of 2 cores. */
export function describeCores(cores: number): string {
  return `${cores.toFixed(1)} of ${availableParallelism()} cores`;
}
