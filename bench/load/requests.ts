import type { Job } from './job.ts';

export interface PreparedRequest {
  readonly text: string;
  readonly tickets: number;
}

/** Serialised requests, one after the other. */
export type RequestSource = () => PreparedRequest;

export function createRequestSource({ host, port, requests }: Pick<Job, 'host' | 'port' | 'requests'>): RequestSource {
  const hostHeader = `Host: ${host}:${port}\r\n`;
  let count = 0;
  if (requests.kind === 'get') {
    const texts = requests.paths.map((path) => ({
      text: `GET ${path} HTTP/1.1\r\n${hostHeader}Accept: application/json\r\n\r\n`,
      tickets: 0,
    }));
    return () => pick(texts, count++);
  }
  const { showIds, tier, prefix } = requests;
  const heads = showIds.map(
    (id) =>
      `POST /v1/shows/${id}/bookings HTTP/1.1\r\n${hostHeader}Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: `,
  );
  return () => {
    const number = count++;
    const tickets = 1 + (number % 3);
    const body = `{"userId":"${prefix}-${number}","name":"${prefix} ${number}","tickets":[{"tier":"${tier}","quantity":${tickets}}]}`;
    return { text: `${pick(heads, number)}${body.length}\r\n\r\n${body}`, tickets };
  };
}

function pick<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('a job needs at least one path or show');
  return item;
}
