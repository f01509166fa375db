import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Job, JobResult, LoadReply, LoadTask } from './job.ts';

/** The load could not be put on the server, or the server did not do what was asked: its figures would mean nothing. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

export interface LoadClient extends AsyncDisposable {
  /**
   * Runs jobs side by side and answers their results in the same order.
   * @throws LoadError where a connection failed or any answer was not 2xx.
   */
  run(jobs: readonly Job[]): Promise<{ readonly results: readonly JobResult[]; readonly clientCores: number }>;
  runOne(job: Job): Promise<JobResult & { readonly clientCores: number }>;
}

/** One process for all measurements, so that all of them meet the same, warmed-up client. */
export function startLoadClient(): LoadClient {
  const child = fork(fileURLToPath(import.meta.resolve('./client-process.ts')), { stdio: 'inherit' });
  const exited = once(child, 'exit').then((): never => {
    throw new LoadError('the load client ended');
  });
  exited.catch(() => {});

  async function run(jobs: readonly Job[]): ReturnType<LoadClient['run']> {
    child.send({ jobs } satisfies LoadTask);
    const [reply] = (await Promise.race([once(child, 'message'), exited])) as [LoadReply];
    if ('error' in reply) throw new LoadError(reply.error);
    for (const result of reply.results) refuseRefusals(result);
    return reply;
  }

  return {
    run,
    async runOne(job) {
      const { results, clientCores } = await run([job]);
      const [result] = results;
      if (!result) throw new LoadError('the load client gave no result');
      return { ...result, clientCores };
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** A benchmark that counts errors as answers is wrong. */
function refuseRefusals({ byStatus, firstRefusal }: JobResult): void {
  if (firstRefusal === undefined) return;
  const counts = Object.entries(byStatus).map(([status, count]) => `${count}× ${status}`);
  throw new LoadError(`the server did not accept all requests (${counts.join(', ')}): ${firstRefusal}`);
}
