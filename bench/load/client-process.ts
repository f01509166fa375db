import type { LoadReply, LoadTask } from './job.ts';
import { runJob } from './run-job.ts';

// The load client's own process, so that what is measured does not share its event loop.

async function run({ jobs }: LoadTask): Promise<LoadReply> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  try {
    const results = await Promise.all(jobs.map(runJob));
    const { user, system } = process.cpuUsage(before);
    return { results, clientCores: (user + system) / 1000 / (performance.now() - startedAt) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (task) => {
  void run(task as LoadTask).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
