import { expect, it } from 'vitest';
import { parseResponse } from '../load/connection.ts';

const answer = (head: string, body = '') => Buffer.from(`${head}\r\n\r\n${body}`);

it('waits until an answer is whole, wherever it was cut', () => {
  const whole = answer('HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX: y', 'hello');
  for (let bytes = 0; bytes < whole.length; bytes += 1) expect(parseResponse(whole.subarray(0, bytes))).toBeUndefined();
  expect(parseResponse(whole)).toEqual({ status: 201, bodyAt: whole.length - 5, totalBytes: whole.length });
});

it('takes the length in either spelling, from the head only', () => {
  const body = '\r\nContent-Length: 5';
  const lower = answer(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}`, body);
  expect(parseResponse(lower)?.totalBytes).toBe(lower.length);
});

it('knows the answers that have no body', () => {
  const notModified = answer('HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 900');
  expect(parseResponse(notModified)).toMatchObject({ status: 304, totalBytes: notModified.length });
});

it('refuses what it cannot measure', () => {
  expect(() => parseResponse(answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked'))).toThrow(
    'without Content-Length',
  );
  expect(() => parseResponse(answer('HTTP/1.1 100 Continue'))).toThrow('no final HTTP answer');
  expect(() => parseResponse(answer('SSH-2.0-OpenSSH'))).toThrow('no final HTTP answer');
});
