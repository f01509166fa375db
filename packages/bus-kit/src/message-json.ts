import { type BusMessage, type CloudEvent, commitBytesMax } from '@myevents/ports';

/** The media type of a CloudEvents batch (CloudEvents 1.0, JSON format, section 4). */
export const messageContentType = 'application/cloudevents-batch+json';

/** The names around the events of a message may take a little more. */
const wrapBytesMax = 4 * 1024;

/**
 * A message's events as a broker carries them: a CloudEvents batch. Topic and key travel beside it, as the broker's own.
 * @throws RangeError if it is larger than every broker takes.
 */
export function encodeMessage({ events }: BusMessage): string {
  const json = JSON.stringify(events);
  const bytes = json.length * 3 <= commitBytesMax ? 0 : Buffer.byteLength(json);
  if (bytes > commitBytesMax + wrapBytesMax)
    throw new RangeError(`A message of ${bytes} bytes is too large: at most ${commitBytesMax}.`);
  return json;
}

/** @throws SyntaxError or TypeError if it is no batch of events: somebody else wrote into our queue. */
export function decodeMessage(topic: string, key: string, body: string | Buffer): BusMessage {
  const events: unknown = JSON.parse(body.toString());
  if (!Array.isArray(events)) throw new TypeError('A message must be a CloudEvents batch.');
  return { topic, key, events: events as readonly CloudEvent[] };
}
