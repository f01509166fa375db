import type { IncomingHttpHeaders } from 'node:http';
import { requestIdHeader } from '@myevents/http-kit';

/** RFC 9110 §7.6.1: of one connection, not of the message. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Made anew for the request to the service, or answered by the gateway itself. */
const notAsked = new Set([
  ...hopByHop,
  'host',
  'expect',
  'content-length',
  'accept-encoding',
  'if-none-match',
  'if-modified-since',
  requestIdHeader,
]);
const notAnswered = new Set([...hopByHop, 'content-length', 'date', requestIdHeader]);

/** Between gateway and services only: a client's are not believed. */
const ownPrefix = 'myevents-';

type Headers = Record<string, string | string[]>;

/** What of a client's request a service is to see. */
export function toForwardedHeaders(headers: IncomingHttpHeaders, own: Readonly<Record<string, string>>): Headers {
  return { ...pick(headers, (name) => !notAsked.has(name) && !name.startsWith(ownPrefix)), ...own };
}

/** What of a service's answer belongs to the gateway's; our own are among them, for the hooks that take them off. */
export function toAnswerHeaders(headers: IncomingHttpHeaders): Headers {
  return pick(headers, (name) => !notAnswered.has(name));
}

function pick(headers: IncomingHttpHeaders, isWanted: (name: string) => boolean): Headers {
  const named = headers.connection?.toLowerCase().split(/\s*,\s*/) ?? [];
  const picked: Headers = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && isWanted(name) && !named.includes(name)) picked[name] = value;
  }
  return picked;
}
