import { Worker } from 'node:worker_threads';
import { StoreUnavailableError } from '@myevents/ports';
import { toUnavailableError } from './sqlite-error.ts';
import type { Job, JobAnswer, JobKind, Value, WriterData } from './write-job.ts';

/** Hands jobs to the thread that writes one database file, in order, and starts another thread if one died. */
export interface Writer {
  /**
   * Answers when the job is done, for an append with whether each commit is in the log.
   * @throws StoreUnavailableError if the engine failed, or the thread died before it answered: then the outcome is unknown.
   */
  send(kind: JobKind, values?: readonly Value[]): Promise<readonly boolean[]>;
  /** Ends after all jobs sent before. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (outcomes: readonly boolean[]) => void;
  readonly reject: (error: Error) => void;
}

export function createWriter(data: WriterData): Writer {
  let current: ReturnType<typeof startThread> | undefined;
  let closing: Promise<void> | undefined;

  function send(kind: JobKind, values: readonly Value[] = []): Promise<readonly boolean[]> {
    current ??= startThread(data, (ended) => {
      if (current === ended) current = undefined;
    });
    return current.send(kind, values);
  }

  return {
    async send(kind, values) {
      if (closing) throw new StoreUnavailableError(`The database "${data.file}" was closed.`);
      return send(kind, values);
    },
    close() {
      closing ??= current ? current.close() : Promise.resolve();
      return closing;
    },
  };
}

type Thread = ReturnType<typeof startThread>;

function startThread(data: WriterData, onEnd: (ended: Thread) => void) {
  const worker = new Worker(new URL('./writer-worker.ts', import.meta.url), {
    workerData: data,
    name: 'sqlite-writer',
  });
  const waiting = new Map<number, Waiting>();
  let lastNumber = 0;
  let isClosing = false;
  let fault: unknown;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  worker.unref(); // an idle store does not keep the process alive

  function settle(answer: JobAnswer): void {
    const job = waiting.get(answer.number);
    if (!job) return;
    waiting.delete(answer.number);
    if (waiting.size === 0 && !isClosing) worker.unref();
    if ('failure' in answer) job.reject(toUnavailableError(data.file, answer.failure));
    else job.resolve(answer.outcomes);
  }

  worker.on('message', (answers: readonly JobAnswer[]) => {
    for (const answer of answers) settle(answer);
  });
  worker.on('error', (error) => {
    fault = error;
  });
  worker.on('exit', () => {
    onEnd(thread);
    const error = new StoreUnavailableError(`The writer of "${data.file}" ended unexpectedly.`, { cause: fault });
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    end();
  });

  const thread = {
    send(kind: JobKind, values: readonly Value[]): Promise<readonly boolean[]> {
      lastNumber += 1;
      const number = lastNumber;
      return new Promise((resolve, reject) => {
        worker.postMessage({ number, kind, values } satisfies Job);
        if (waiting.size === 0) worker.ref();
        waiting.set(number, { resolve, reject });
      });
    },
    async close(): Promise<void> {
      isClosing = true;
      worker.ref();
      await Promise.allSettled([thread.send('close', [])]);
      await ended;
    },
  };
  return thread;
}
