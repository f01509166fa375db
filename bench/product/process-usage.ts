import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second for every program (USER_HZ). */
const ticksPerSecond = 100;

/** CPU seconds a process and its threads have used so far; undefined where the system has no /proc. */
export function readCpuSeconds(pid: number): number | undefined {
  const stat = readProc(pid, 'stat');
  // The command's name may hold spaces and parentheses; the numbers begin behind the last one.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
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
