import { type MessageType, messageTypes, topology } from '@myevents/contracts';
import type { JsonObject, JsonValue } from '@myevents/ports';
import { isObject, tidySchema } from './tidy-schema.ts';

const description = `What happens on MyEvents, as CloudEvents 1.0 in structured JSON. A message on the bus is a list of them: the events of one
commit for one topic, in order. \`partitionkey\` is the stream (\`event/evt_…\`, \`location/loc_…\`, \`show/shw_…\`); \`data\` is the whole state
of what changed with its \`version\`, so late, repeated or reordered messages do no harm. Delivery is at least once.`;

/** The messages as AsyncAPI 3.0, from the same schemas that validate them. */
export function describeMessages(): JsonObject {
  const types = Object.entries(messageTypes);
  return {
    asyncapi: '3.0.0',
    info: { title: 'MyEvents messages', version: '1', description, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(topology.topics.map(({ name, groups }) => [name, describeTopic(name, groups)])),
    operations: Object.fromEntries(topology.topics.map(({ name }) => [`publish-${name}`, describeOperation(name)])),
    components: {
      messages: Object.fromEntries(types.map(([type]) => [type, describeMessage(type as MessageType)])),
      schemas: Object.fromEntries(types.map(([type, { data }]) => [type, toSchema(data)])),
    },
  };
}

function typesOf(topic: string): string[] {
  return Object.entries(messageTypes).flatMap(([type, message]) => (message.topic === topic ? [type] : []));
}

function describeTopic(topic: string, groups: readonly string[]): JsonObject {
  const readers =
    groups.length === 0 ? 'heard by every process that listens' : `worked through by ${groups.join(', ')}`;
  return {
    address: topic,
    description: `Ordered within a stream; ${readers}.`,
    messages: Object.fromEntries(typesOf(topic).map((type) => [type, { $ref: `#/components/messages/${type}` }])),
  };
}

function describeOperation(topic: string): JsonObject {
  return {
    action: 'send',
    channel: { $ref: `#/channels/${topic}` },
    messages: typesOf(topic).map((type) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
  };
}

function describeMessage(type: MessageType): JsonObject {
  return {
    name: type,
    title: type,
    contentType: 'application/cloudevents+json',
    payload: {
      type: 'object',
      required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'partitionkey', 'data'],
      properties: {
        specversion: { enum: ['1.0'] },
        id: { type: 'string', description: '`stream@version/index`: the same for every repetition' },
        source: { type: 'string', description: 'The service' },
        type: { enum: [type] },
        subject: { type: 'string', description: 'The id of what changed' },
        time: { type: 'string', format: 'date-time' },
        datacontenttype: { enum: ['application/json'] },
        partitionkey: { type: 'string', description: 'The stream' },
        data: { $ref: `#/components/schemas/${type}` },
      },
    },
  };
}

function toSchema(schema: object): JsonObject {
  const tidy: JsonValue = tidySchema(JSON.parse(JSON.stringify(schema)));
  return isObject(tidy) ? tidy : {};
}
