import { STATUS_CODES } from 'node:http';
import type { JsonObject, JsonValue } from '@myevents/ports';
import { isObject } from './tidy-schema.ts';

const tagsBySegment: Readonly<Record<string, string>> = {
  locations: 'Locations',
  events: 'Events',
  shows: 'Shows',
  bookings: 'Bookings',
  waitlist: 'Waitlist',
  users: 'Users',
  availability: 'Shows',
};

const problemResponse = {
  description: 'A problem (RFC 9457): its code says which',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Headers are read by handlers, not by schemas: what each is for, and which operations read it. */
const headers = [
  {
    name: 'Idempotency-Key',
    description: 'Any text of its own: the request repeated with the same key has no second effect',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
    isReadBy: (method: string) => method === 'post',
  },
  {
    name: 'If-Match',
    description: 'The ETag of what was read: refused with 412 if it has changed since',
    schema: { type: 'string' },
    isReadBy: (method: string, path: string) =>
      method === 'patch' || /^\/v1\/(events|shows)\/[^/]+\/(publish|cancel)$/.test(path),
  },
  {
    name: 'Last-Event-ID',
    description: 'The version the client has: nothing is sent until there is a newer one',
    schema: { type: 'string' },
    isReadBy: (_method: string, path: string) => path.endsWith('/stream'),
  },
] as const;

/** Gives every operation its tag, an id, words for its headers and answers, and the problem it may answer with. */
export function completeOperation(path: string, method: string, operation: JsonObject): JsonObject {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  // What a service says of all its failures at once is said better by `default`.
  const named = Object.entries(responses).filter(([status]) => !/^(?:[45]XX|default)$/i.test(status));
  const described = named.map(([status, response]): [string, JsonValue] => [
    status,
    isObject(response) ? completeResponse(status, response) : {},
  ]);
  const parameters = [
    ...(Array.isArray(operation['parameters']) ? operation['parameters'] : []),
    ...headersOf(method, path),
  ];
  return {
    ...operation,
    ...(parameters.length === 0 ? {} : { parameters }),
    operationId: operation['operationId'] ?? toOperationId(method, path),
    tags: toTags(operation['tags'], path),
    responses: { ...Object.fromEntries(described), default: problemResponse },
  };
}

function headersOf(method: string, path: string): JsonObject[] {
  return headers
    .filter(({ isReadBy }) => isReadBy(method, path))
    .map(({ name, description, schema }) => ({ in: 'header', name, required: false, description, schema }));
}

function completeResponse(status: string, response: JsonObject): JsonObject {
  const described =
    response['description'] === 'Default Response' ? { description: STATUS_CODES[status] ?? 'Answer' } : {};
  const content = response['content'];
  if (Number(status) < 400 || !isObject(content)) return { ...response, ...described };
  return { ...response, ...described, content: { 'application/problem+json': content['application/json'] ?? {} } };
}

/** In the words of the document's own list, where services write them in lower case. */
function toTags(tags: JsonValue | undefined, path: string): JsonValue {
  if (!Array.isArray(tags) || tags.length === 0) return [tagOf(path)];
  return tags.map((tag) => {
    const name = String(tag);
    return tagsBySegment[name.toLowerCase()] ?? name.charAt(0).toUpperCase() + name.slice(1);
  });
}

function tagOf(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  if (segments[0] !== 'v1') return 'Platform';
  const last = segments.findLast((segment) => segment in tagsBySegment);
  return tagsBySegment[last ?? ''] ?? 'Platform';
}

/** `getV1EventsByEventId`, for a route that was given no name of its own. */
function toOperationId(method: string, path: string): string {
  const words = path.split('/').flatMap((segment) => {
    const name = segment.replace(/^\{(.*)\}$/, 'by-$1').replaceAll(/[^A-Za-z0-9-]/g, '-');
    return name.split('-').filter((word) => word !== '');
  });
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
