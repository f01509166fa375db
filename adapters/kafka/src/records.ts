import { decodeMessage, encodeMessage, messageContentType } from '@myevents/bus-kit';
import type { BusMessage } from '@myevents/ports';
import type { MessageToProduce, RecordsBatch } from '@platformatic/kafka';

/** One record on its way to Kafka. */
export type OutgoingRecord = MessageToProduce;

/** One record as Kafka keeps it. */
export interface KeptRecord {
  readonly offset: bigint;
  /** Epoch milliseconds, of the producer. */
  readonly timestamp: number;
  readonly key: string;
  /** Missing in a record that only says that its key is gone. */
  readonly value: Buffer | undefined;
  header(name: string): string | undefined;
}

/** The record's bytes on the wire, roughly and never too few. */
export function sizeOf({ key, value, headers }: OutgoingRecord): number {
  let bytes = 64 + (key?.length ?? 0) + (value?.length ?? 0);
  if (headers instanceof Map) for (const [name, text] of headers) bytes += 16 + name.length + text.length;
  return bytes;
}

/** @throws RangeError if the message is larger than every broker takes. */
export function toRecord(
  topic: string,
  message: BusMessage,
  headers: Readonly<Record<string, string>> = {},
): OutgoingRecord {
  return {
    topic,
    key: Buffer.from(message.key),
    value: Buffer.from(encodeMessage(message)),
    headers: toHeaders({ 'content-type': messageContentType, ...headers }),
  };
}

export function toHeaders(headers: Readonly<Record<string, string>>): Map<Buffer, Buffer> {
  return new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)]));
}

/** Bit 5 of a batch's attributes: it marks the end of a transaction and holds nothing of ours. */
const isControl = 0b10_0000;

/** A batch's records from an offset on: the broker answers with whole batches, also when asked for the middle of one. */
export function* readBatch(batch: RecordsBatch, from: bigint): Generator<KeptRecord> {
  if (batch.attributes & isControl) return;
  for (const record of batch.records) {
    const offset = batch.firstOffset + BigInt(record.offsetDelta);
    if (offset < from) continue;
    yield {
      offset,
      timestamp: Number(batch.firstTimestamp + record.timestampDelta),
      key: record.key?.toString() ?? '',
      value: record.value ?? undefined,
      header: (name) => record.headers.find(([key]) => key?.toString() === name)?.[1]?.toString(),
    };
  }
}

/** Where to read on behind these batches; undefined if there are none. */
export function endOf(batches: readonly RecordsBatch[]): bigint | undefined {
  const last = batches.at(-1);
  return last && last.firstOffset + BigInt(last.lastOffsetDelta) + 1n;
}

/** A record that holds no message: somebody else wrote into our topic. Its text repeats nothing of it. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';

  constructor() {
    super('The record is no CloudEvents batch.');
  }
}

/** The message of a record; undefined if it holds none. */
export function readMessage(topic: string, key: string, value: Buffer | undefined): BusMessage | undefined {
  try {
    return decodeMessage(topic, key, value ?? '');
  } catch {
    return undefined;
  }
}
