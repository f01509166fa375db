import { describe, expect, test } from 'vitest';
import { toAnswer, toRequest } from './send.ts';

describe('a request', () => {
  test('has its path filled and its query without what is undefined', () => {
    const { url, method } = toRequest('https://example.org', 'GET', '/v1/shows/{showId}/availability', {
      params: { path: { showId: 'shw/1' }, query: { seats: true, after: 0, wait: undefined } },
    });
    expect(method).toBe('GET');
    expect(url).toBe('https://example.org/v1/shows/shw%2F1/availability?seats=true&after=0');
  });

  test('has its headers and its body as JSON', async () => {
    const request = toRequest('https://example.org', 'POST', '/v1/users', {
      params: { header: { 'Idempotency-Key': 'k', 'If-Match': undefined } },
      body: { name: 'Ada' },
    });
    expect(Object.fromEntries(request.headers)).toEqual({ 'content-type': 'application/json', 'idempotency-key': 'k' });
    expect(await request.json()).toEqual({ name: 'Ada' });
  });

  test('ends with its signal', () => {
    const stop = new AbortController();
    const { signal } = toRequest('https://example.org', 'GET', '/v1/events', { signal: stop.signal });
    stop.abort();
    expect(signal.aborted).toBe(true);
  });
});

describe('an answer', () => {
  test('is data or an error, by its status', async () => {
    expect(await toAnswer(Response.json({ a: 1 }))).toMatchObject({ data: { a: 1 } });
    expect(await toAnswer(Response.json({ code: 'gone' }, { status: 410 }))).toMatchObject({ error: { code: 'gone' } });
  });

  test('may be no JSON, or nothing', async () => {
    expect(await toAnswer(new Response('busy', { status: 502 }))).toMatchObject({ error: 'busy' });
    expect((await toAnswer(new Response(null, { status: 204 }))).data).toBeUndefined();
  });
});
