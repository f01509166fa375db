import { decodeMessage, encodeMessage, messageContentType } from '@myevents/bus-kit';
import type { BusMessage } from '@myevents/ports';
import type { AsyncMessage, ReturnedMessage, SyncMessage } from 'rabbitmq-client';
import { routingKeyOf } from './names.ts';

/** A message as the broker carries it: the events in the body, what else is needed beside it in headers. */
export interface Envelope {
  readonly routingKey: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

/** What the broker hands us, of whichever kind. */
export type Received = AsyncMessage | SyncMessage | ReturnedMessage;

export const contentType = messageContentType;

export const header = {
  topic: 'myevents-topic',
  key: 'myevents-key',
  /** The dead letter: of which it is the replay, or which it is. */
  letter: 'myevents-letter',
  /** Tells two letters of the same id apart: a replay that failed again, and what it was replayed from. */
  edition: 'myevents-edition',
  error: 'myevents-error',
  attempts: 'myevents-attempts',
  failedAt: 'myevents-failed-at',
} as const;

/** @throws RangeError if it is too large. */
export function toEnvelope(message: BusMessage): Envelope {
  const { topic, key } = message;
  return {
    routingKey: routingKeyOf(key),
    headers: { [header.topic]: topic, [header.key]: key },
    body: Buffer.from(encodeMessage(message)),
  };
}

/** @throws SyntaxError or TypeError if it is none of ours. */
export function readMessage(topic: string, received: Received): BusMessage {
  const key = textHeader(received, header.key);
  if (key === undefined) throw new TypeError(`A message must have the header ${header.key}.`);
  return decodeMessage(topic, key, bodyOf(received));
}

/** The body as it came, whatever its content type made the client library do with it. */
export function bodyOf({ body }: Received): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

export function textHeader({ headers }: Received, name: string): string | undefined {
  const value: unknown = headers?.[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberHeader({ headers }: Received, name: string): number | undefined {
  const value: unknown = headers?.[name];
  return typeof value === 'number' ? value : undefined;
}
