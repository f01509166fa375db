import type { DeadLetter } from '@myevents/ports';
import type { Names } from './names.ts';
import { type KeptRecord, type OutgoingRecord, readMessage, toHeaders } from './records.ts';

/** Marks a record as a copy of the letter that it was replayed from. */
export const letterHeader = 'myevents-letter';

/**
 * A letter's record in the topic of the group's dead letters, which keeps the newest of each key: the key is the letter's id, the
 * value is what the message's record held, whatever that was, and the rest stands in headers.
 */
export function toLetterRecord(
  names: Names,
  letter: Omit<DeadLetter, 'message'> & { readonly topic: string; readonly key: string; readonly body: Buffer },
): OutgoingRecord {
  return {
    topic: names.deadOf(letter.group),
    key: Buffer.from(letter.id),
    value: letter.body,
    headers: toHeaders({
      'myevents-topic': letter.topic,
      'myevents-key': letter.key,
      'myevents-error': letter.error,
      'myevents-attempts': String(letter.attempts),
      'myevents-failed-at': String(letter.failedAt),
    }),
  };
}

/** Says that a letter was handled: it leaves the list. */
export function toHandledRecord(names: Names, group: string, letterId: string): OutgoingRecord {
  return { topic: names.deadOf(group), key: Buffer.from(letterId) };
}

/** A letter with what its message's record held, to be sent again. */
export interface KeptLetter {
  readonly letter: DeadLetter;
  readonly body: Buffer;
}

/** A letter read back; undefined if the record says that it was handled, or is none of ours. */
export function toLetter(group: string, record: KeptRecord): KeptLetter | undefined {
  const topic = record.header('myevents-topic');
  if (!record.value || topic === undefined) return undefined;
  const body = Buffer.from(record.value); // not a window on the whole answer of the broker
  const key = record.header('myevents-key') ?? '';
  return {
    body,
    letter: {
      id: record.key,
      group,
      message: readMessage(topic, key, body) ?? { topic, key, events: [] }, // it may hold what nobody can read
      error: record.header('myevents-error') ?? '',
      attempts: Number(record.header('myevents-attempts') ?? 0),
      failedAt: Number(record.header('myevents-failed-at') ?? record.timestamp),
    },
  };
}
