import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventBody, locationBody, openSale, type Sale } from './catalogue.ts';
import { hold, problemOf, refusalOf } from './sale.ts';
import { speak } from './speak.ts';
import { send } from './subject.ts';

let sale: Sale;

beforeAll(async () => {
  sale = await openSale();
});

describe('bodies', () => {
  const postRaw = (raw: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
    send({ method: 'POST', path: '/v1/locations', raw, headers });

  it.each([
    ['cut short', '{"name":'],
    ['without quotes', '{name: "x"}'],
    ['with single quotes', "{'name': 'x'}"],
    ['with a comma too many', '{"name":"x",}'],
    ['with a comment', '{"name":"x"} // x'],
    ['with something behind it', '{}{}'],
    ['with a control character in a string', '{"name":"a\u0001b"}'],
    ['NaN', 'NaN'],
    ['that is a null character', '\u0000'],
    ['that is XML', '<location/>'],
    ['with a leading zero', '{"a":01}'],
    ['that is broken UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['that is half a character', Buffer.from([0x22, 0xc3, 0x22])],
    ['that is an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['that is UTF-16', Buffer.from('{}', 'utf16le')],
    ['very deep', '['.repeat(100_000)],
    ['very deep and whole', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['very deep in objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['deeper than anything needs', JSON.stringify(Array.from({ length: 40 }).reduce<unknown>((inner) => [inner], 1))],
  ])('%s are no JSON for us', async (_what, raw) => {
    const answer = await postRaw(raw);
    expect(refusalOf(answer)).toEqual([400, 'malformed-json']);
    expect(problemOf(answer).detail).toMatch(/./);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/json-patch+json',
    'application/vnd.api+json',
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'json',
    '',
    '/',
  ])('of type %j are refused', async (type) => {
    expect(refusalOf(await postRaw('{}', { 'content-type': type }))).toEqual([415, 'unsupported-media-type']);
  });

  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('of type %s are taken', async (type) => {
    const answer = await postRaw(JSON.stringify(locationBody()), { 'content-type': type });
    expect(answer.status).toBe(201);
  });

  it('with a content coding are not taken for JSON', async () => {
    const answer = await postRaw(gzipSync(JSON.stringify(locationBody())), { 'content-encoding': 'gzip' });
    expect([400, 415]).toContain(answer.status);
  });

  it('over 256 KiB are refused, of that size not', async () => {
    const padded = (bytes: number) => {
      const body = JSON.stringify(locationBody());
      return body.padEnd(bytes, ' ');
    };
    expect((await postRaw(padded(256 * 1024))).status).toBe(201);
    expect(refusalOf(await postRaw(padded(256 * 1024 + 1)))).toEqual([413, 'body-too-large']);
    expect(refusalOf(await postRaw(padded(400 * 1024)))).toEqual([413, 'body-too-large']);
  });

  it('over 256 KiB in pieces without a length are refused too', async () => {
    const answer = await speak([
      'POST /v1/locations HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      '',
      ...Array.from({ length: 17 }, () => `4000\r\n${' '.repeat(0x4000)}`),
      '0',
      '',
      '',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"body-too-large"');
  });

  it('with __proto__ change nobody', async () => {
    const { location } = sale;
    for (const raw of [
      `{"__proto__":{"isAdmin":true},${JSON.stringify(eventBody(location.id)).slice(1)}`,
      JSON.stringify({ ...eventBody(location.id), metadata: {} }).replace('{}', '{"__proto__":"x"}'),
      JSON.stringify({ ...eventBody(location.id), constructor: { prototype: { isAdmin: true } } }),
    ]) {
      const answer = await send({ method: 'POST', path: '/v1/events', raw });
      expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
      expect(problemOf(answer).errors?.[0]?.pointer).toMatch(/__proto__|constructor/);
    }
  });

  it('are not asked of DELETE, and GET does not mind one', async () => {
    const answer = await send({ method: 'DELETE', path: `/v1/bookings/${(await hold(sale.show.id)).id}`, body: {} });
    expect([200, 400]).toContain(answer.status);
    const got = await send({ method: 'GET', path: '/v1/events?limit=1', body: { x: 1 } });
    expect([200, 400]).toContain(got.status);
  });
});
