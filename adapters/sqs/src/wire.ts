import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { decodeMessage, encodeMessage } from '@myevents/bus-kit';
import type { BusMessage } from '@myevents/ports';

/** What a queue holds: a message and what it is for. */
export interface Parcel {
  readonly message: BusMessage;
  /** Missing for what was published. */
  readonly kind?: 'broadcast' | 'probe';
  /** The dead letter it is, or was replayed from. */
  readonly letter?: string;
  /** Of a dead letter. */
  readonly error?: string;
  readonly attempts?: number;
  /** Epoch milliseconds. */
  readonly failedAt?: number;
}

export interface Packed {
  readonly body: string;
  readonly attributes: Record<string, MessageAttributeValue>;
  /** What counts towards the limits of SQS: body, and name, type and value of each attribute. */
  readonly bytes: number;
}

/** The limit that SQS had first; newer ones are larger, but neither every region nor every stand-in has them. */
export const batchBytesMax = 256 * 1024;

/** @throws RangeError if it is larger than every broker takes. */
export function pack({ message, kind, letter, error, attempts, failedAt }: Parcel): Packed {
  const texts = {
    topic: message.topic,
    key: toPlainJson(message.key),
    kind,
    letter,
    error: error === undefined ? undefined : toPlainJson(error),
    attempts: attempts?.toString(),
    failedAt: failedAt?.toString(),
  };
  const body = escapeForXml(encodeMessage(message));
  const attributes: Record<string, MessageAttributeValue> = {};
  let bytes = Buffer.byteLength(body);
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined) continue;
    attributes[name] = { DataType: 'String', StringValue: text };
    bytes += name.length + 'String'.length + Buffer.byteLength(text);
  }
  if (bytes > batchBytesMax)
    throw new RangeError(`A message of ${bytes} bytes is too large: at most ${batchBytesMax}.`);
  return { body, attributes, bytes };
}

/** @throws SyntaxError or TypeError if somebody else wrote into our queue. */
export function unpack(body: string | undefined, attributes: Record<string, MessageAttributeValue> = {}): Parcel {
  const text = (name: string) => attributes[name]?.StringValue;
  const [topic, key, kind, letter, error] = [text('topic'), text('key'), text('kind'), text('letter'), text('error')];
  if (topic === undefined || key === undefined)
    throw new TypeError('A message must have the attributes topic and key.');
  return {
    message: decodeMessage(topic, String(JSON.parse(key)), body ?? ''),
    ...(kind === 'broadcast' || kind === 'probe' ? { kind } : {}),
    ...(letter === undefined ? {} : { letter }),
    ...(error === undefined ? {} : { error: String(JSON.parse(error)) }),
    ...readNumber('attempts', text('attempts')),
    ...readNumber('failedAt', text('failedAt')),
  };
}

function readNumber(name: 'attempts' | 'failedAt', text: string | undefined): Partial<Parcel> {
  return text === undefined ? {} : { [name]: Number(text) };
}

/** A JSON text is never empty and has no control characters, which attributes may not have either. */
function toPlainJson(text: string): string {
  return escapeForXml(JSON.stringify(text));
}

/** SQS takes what XML can hold; of what JSON leaves as it is, two characters are outside, and only within its strings. */
function escapeForXml(json: string): string {
  return json.replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
