import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { buildApp, createLogger } from '../src/index.ts';

interface Line {
  readonly level: string;
  readonly [field: string]: unknown;
}

function openLog(level: 'debug' | 'info') {
  const texts: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      texts.push(String(chunk));
      done();
    },
  });
  return { log: createLogger({ level, destination }), texts, lines: () => texts.map((text): Line => JSON.parse(text)) };
}

it('takes personal data and secrets out, wherever they stand', () => {
  const { log, texts, lines } = openLog('info');
  const person = { name: 'Ada Secret', email: 'ada@secret.org', userId: 'secret-user', token: 'tok_secret' };
  log.info({ ...person, booking: { ...person, names: ['Secret'] }, show: 'shw_1' }, 'held');
  expect(texts.join('')).not.toMatch(/secret/i);
  expect(lines()).toMatchObject([{ level: 'info', show: 'shw_1', msg: 'held' }]);
});

it('logs of an error its stack, not what it carries', () => {
  const { log, texts } = openLog('info');
  const error = Object.assign(new Error('insert failed'), { params: ['Ada Secret'], code: 'E_INSERT' });
  log.error({ err: new Error('commit failed', { cause: error }) }, 'oh');
  expect(texts.join('')).toMatch(/commit failed.*insert failed.*E_INSERT/);
  expect(texts.join('')).not.toContain('Secret');
});

async function request(level: 'debug' | 'info') {
  const { log, texts, lines } = openLog(level);
  const app = await buildApp({ log });
  app.get('/v1/things/:id', { config: { takesAnyQuery: true } }, async () => ({ ok: true }));
  app.get('/broken', async () => {
    throw new Error('inside');
  });
  await app.inject({ url: '/v1/things/secret-id?name=secret-name', headers: { authorization: 'Bearer secret-key' } });
  const { headers } = await app.inject({ url: '/broken' });
  await app.inject({ url: '/secret-path' });
  await app.close();
  return { texts, lines: lines(), brokenId: headers['x-request-id'] };
}

it('logs requests by route pattern and status, without what was asked', async () => {
  const { texts, lines, brokenId } = await request('debug');
  expect(texts.join('')).not.toContain('secret');
  expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
    { level: 'debug', method: 'GET', route: '/v1/things/:id', status: 200, durationMs: expect.any(Number) },
    { level: 'error', method: 'GET', route: '/broken', status: 500, requestId: brokenId },
    { level: 'debug', method: 'GET', route: 'none', status: 404 },
  ]);
});

it('tells only what went wrong unless it is asked for more', async () => {
  const { lines, brokenId } = await request('info');
  expect(lines).toMatchObject([
    { level: 'error', msg: 'request failed', requestId: brokenId, err: { message: 'inside' } },
    { level: 'error', msg: 'request', status: 500 },
  ]);
});
