import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second for every program (USER_HZ). */
const ticksPerSecond = 100;

/** A process and its CPU time so far, with that of its children that have ended apart. */
export interface ProcessUsage {
  readonly pid: number;
  readonly parentPid: number;
  readonly cpuSeconds: number;
  readonly endedChildrenCpuSeconds: number;
}

/** Undefined where the process is gone or the system has no /proc. */
export function readUsage(pid: number): ProcessUsage | undefined {
  const stat = readProc(pid, 'stat');
  if (stat === undefined) return undefined;
  // The command's name may hold spaces and parentheses; state, parent and numbers begin behind the last one.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const seconds = (user: number, system: number) => ((fields[user] ?? 0) + (fields[system] ?? 0)) / ticksPerSecond;
  return { pid, parentPid: fields[1] ?? 0, cpuSeconds: seconds(11, 12), endedChildrenCpuSeconds: seconds(13, 14) };
}

/** What of a process is in memory, in MiB; undefined where the system has no /proc. */
export function readResidentMib(pid: number): number | undefined {
  const kib = readProc(pid, 'status')?.match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

function readProc(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
