import { describe, expect, it } from 'vitest';
import { ApiFailure, type ApiRequest, createApi, listAll, problemText } from '../src/client.ts';

type Answer = { readonly status: number; readonly body?: unknown };

/** An API that gives these answers in turn. */
function answering(...answers: readonly Answer[]) {
  const requests: ApiRequest[] = [];
  const api = createApi((request) => {
    const answer = answers[requests.length] ?? { status: 500 };
    requests.push(request);
    return Promise.resolve({ status: answer.status, body: answer.body, retryAfter: '0' });
  });
  return { api, requests };
}

const request: ApiRequest = { method: 'POST', path: '/v1/events', body: { name: 'One' }, key: 'one' };

describe('a client', () => {
  it('repeats the same request while the platform is busy', async () => {
    const { api, requests } = answering({ status: 503 }, { status: 429 }, { status: 201, body: { id: 'evt' } });
    expect(await api.send(request)).toEqual({ status: 201, body: { id: 'evt' } });
    expect(requests).toEqual([request, request, request]);
  });

  it('gives a busy answer back in the end, and any other at once', async () => {
    const busy = answering(...Array.from({ length: 20 }, () => ({ status: 503 })));
    expect(await busy.api.send(request)).toMatchObject({ status: 503 });
    expect(busy.requests).toHaveLength(6);
    const refusing = answering({ status: 409 });
    expect(await refusing.api.send(request)).toMatchObject({ status: 409 });
    expect(refusing.requests).toHaveLength(1);
  });

  it('reads a list page by page, and fails with what the platform says', async () => {
    const { api, requests } = answering(
      { status: 200, body: { items: [1, 2], next: 'a&b' } },
      { status: 200, body: { items: [3], next: null } },
    );
    expect(await Array.fromAsync(listAll<number>(api, '/v1/events'))).toEqual([1, 2, 3]);
    expect(requests.map(({ path }) => path)).toEqual(['/v1/events?limit=100', '/v1/events?limit=100&cursor=a%26b']);
    const failing = answering({ status: 500, body: { title: 'Something went wrong on our side' } });
    const read = Array.fromAsync(listAll(failing.api, '/v1/events?type=play'));
    await expect(read).rejects.toThrow(new ApiFailure('Reading /v1/events: Something went wrong on our side.'));
  });
});

it('says a problem on one line, with the fields', () => {
  const errors = [{ pointer: '/name', detail: 'must be\ntext' }];
  const body = { title: 'The request is not valid', detail: 'Look', errors };
  expect(problemText({ status: 400, body })).toBe('The request is not valid: Look: /name must be text');
  expect(problemText({ status: 502, body: undefined })).toBe('status 502');
});
