import { type BusMessage, type CloudEvent, commitBytesMax, type JsonObject } from '@myevents/ports';

export interface CloudEventOptions<Data extends JsonObject> {
  readonly type: string;
  /** The id of what the message is about. */
  readonly subject: string;
  readonly source: string;
  readonly stream: string;
  readonly version: number;
  /** Which of the commit's messages it is. */
  readonly index: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly data: Data;
}

/** CloudEvents 1.0. The id follows from the commit, so a message that is published twice can be told. */
export function toCloudEvent<Data extends JsonObject>(options: CloudEventOptions<Data>): CloudEvent<Data> {
  const { type, subject, source, stream, version, index, at, data } = options;
  return {
    specversion: '1.0',
    id: `${stream}@${version}/${index}`,
    source,
    type,
    subject,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    partitionkey: stream,
    data,
  };
}

/** Room for the envelope that a broker's client puts around the events. */
const envelopeBytes = 4 * 1024;

/** One bus message, or as few as stay below the size that every engine takes. */
export function toBusMessages(topic: string, key: string, events: readonly CloudEvent[]): BusMessage[] {
  const messages: BusMessage[] = [];
  let batch: CloudEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const eventBytes = estimateBytes(event);
    if (batch.length > 0 && bytes + eventBytes > commitBytesMax - envelopeBytes) {
      messages.push({ topic, key, events: batch });
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += eventBytes;
  }
  if (batch.length > 0) messages.push({ topic, key, events: batch });
  return messages;
}

function estimateBytes(event: CloudEvent): number {
  return Buffer.byteLength(JSON.stringify(event));
}
