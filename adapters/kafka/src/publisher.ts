import { BusUnavailableError } from '@myevents/ports';
import { type OutgoingRecord, sizeOf } from './records.ts';

export interface PublisherOptions {
  /** Resolves when the brokers have all of them. */
  send(records: readonly OutgoingRecord[]): Promise<unknown>;
  /** What to tell who published, if a send failed. */
  toError(error: unknown): Error;
  readonly limitMs?: number;
}

/** Sends what waits while one send is under way: few, large requests without a pause, in order. */
export interface Publisher {
  /**
   * Resolves when the brokers have all of them. Rejects if they do not say so in time; then some may be there.
   * Records of one key that were published one after the other are stored so, with those left out whose call rejected.
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  /** Rejects what waits. */
  close(reason: Error): void;
}

/** The brokers take at most 1 MiB for one partition in one request, unless told otherwise. */
const sendBytesMax = 768 * 1024;
const limitMsDefault = 5_000;

interface Call {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  waiting: number;
  isOver: boolean;
}

interface Waiting {
  readonly record: OutgoingRecord;
  readonly call: Call;
}

export function createPublisher({ send, toError, limitMs = limitMsDefault }: PublisherOptions): Publisher {
  let line: Waiting[] = [];
  let isSending = false;
  let closed: Error | undefined;

  function end(call: Call, error?: Error): void {
    if (call.isOver) return;
    call.isOver = true;
    clearTimeout(call.timer);
    if (error) call.reject(error);
    else call.resolve();
  }

  function endAll(error: Error): void {
    const given = line;
    line = [];
    for (const { call } of given) end(call, error);
  }

  async function pump(): Promise<void> {
    if (isSending) return;
    isSending = true;
    await Promise.resolve(); // whatever this turn publishes goes together
    for (let batch = take(); batch.length > 0; batch = take()) {
      try {
        await send(batch.map(({ record }) => record));
        for (const { call } of batch) {
          call.waiting -= 1;
          if (call.waiting === 0) end(call);
        }
      } catch (error) {
        const failure = toError(error);
        for (const { call } of batch) end(call, failure);
        endAll(failure); // what waits behind would overtake what was refused
      }
    }
    isSending = false;
  }

  /** The first of the line, those left out nobody waits for any more. */
  function take(): readonly Waiting[] {
    line = line.filter(({ call }) => !call.isOver);
    let bytes = 0;
    const count = line.findIndex(({ record }, n) => {
      bytes += sizeOf(record);
      return n > 0 && bytes > sendBytesMax;
    });
    return line.splice(0, count < 0 ? line.length : count);
  }

  return {
    async publish(records) {
      if (closed) throw closed;
      if (records.length === 0) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const tooLate = () => end(call, new BusUnavailableError(`Kafka did not confirm within ${limitMs / 1_000} s.`));
      const call: Call = {
        resolve,
        reject,
        timer: setTimeout(tooLate, limitMs),
        waiting: records.length,
        isOver: false,
      };
      for (const record of records) line.push({ record, call });
      void pump();
      await promise;
    },
    close(reason) {
      closed = reason;
      endAll(reason);
    },
  };
}
