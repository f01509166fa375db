import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeMember, sendJson } from './fake-member.ts';
import { type ForwardingGateway, openForwardingGateway } from './forwarding-gateway.ts';
import { ask, jsonOf } from './listening.ts';

const patience = { timeout: 30_000 };

let member: FakeMember;
let gateway: ForwardingGateway;

beforeEach(async () => {
  member = await new FakeMember('member').start();
  gateway = await openForwardingGateway({ events: [member.url], bookings: [member.url] });
});
afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  await member.stop();
});

const showPath = '/v1/shows/shw_01h455vb4pex5vsknk084sn02q';
const streamPath = `${showPath}/availability/stream`;

/** What the service writes its stream to, once somebody listens. */
function awaitStream(): Promise<ServerResponse> {
  return new Promise((resolve) => {
    member.answering = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.flushHeaders();
      resolve(response);
    };
  });
}

async function listen(path: string): Promise<IncomingMessage> {
  const { port } = gateway.app.server.address() as AddressInfo;
  const request = httpRequest({ port, host: '127.0.0.1', path }).end();
  request.on('error', () => {});
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.on('error', () => {});
  return response;
}

async function chunkOf(stream: IncomingMessage): Promise<string> {
  const [chunk] = (await once(stream, 'data')) as [Buffer];
  return chunk.toString();
}

it('passes each event of a stream on when it comes', async () => {
  const upstream = awaitStream();
  const stream = await listen(streamPath);
  expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  expect(stream.headers['x-request-id']).toBe(member.received[0]?.headers['x-request-id']);
  for (const text of ['data: 1\n\n', 'data: 2\n\n']) {
    (await upstream).write(text);
    expect(await chunkOf(stream)).toBe(text);
  }
});

it('lets go of the service when the listener goes', async () => {
  const upstream = awaitStream();
  const stream = await listen(streamPath);
  const gone = once(await upstream, 'close');
  stream.destroy();
  await gone;
});

it('ends a stream cleanly when its process dies, and when the gateway stops', async () => {
  const endings = [() => member.stop().then(() => member.start()), () => gateway.app.close()];
  for (const end of endings) {
    const upstream = awaitStream();
    const stream = await listen(streamPath);
    (await upstream).write('data: 1\n\n');
    await chunkOf(stream);
    const ended = once(stream, 'end');
    await end();
    await ended;
    expect(stream.complete).toBe(true);
  }
});

it('answers what there is to those who wait when the gateway stops', async () => {
  member.answering = (response, { url }) => {
    if (url.endsWith('wait=0&after=3')) sendJson(response, 200, { version: 3 });
  };
  const path = `${showPath}/availability?wait=25&after=3`;
  const answer = ask(gateway.app, path, { headers: { connection: 'close' } });
  await vi.waitFor(() => expect(member.received.length).toBe(1), patience);
  await gateway.app.close();
  expect(jsonOf(await answer)).toEqual({ version: 3 });
});

it('lets go of a long poll whose client has gone', async () => {
  const asked = new Promise<ServerResponse>((resolve) => {
    member.answering = resolve;
  });
  const { port } = gateway.app.server.address() as AddressInfo;
  const path = '/v1/waitlist/wtl_01h455vb4pex5vsknk084sn02q?wait=25';
  const request = httpRequest({ port, host: '127.0.0.1', path }).end();
  request.on('error', () => {});
  const gone = once(await asked, 'close');
  request.destroy();
  await gone;
});

it('passes a large answer on piece by piece, to the last byte', async () => {
  const seats = 'a'.repeat(6_000_000);
  member.answering = (response) => sendJson(response, 200, { seats });
  const answer = await ask(gateway.app, `${showPath}/availability?wait=1`);
  expect(jsonOf(answer)['seats'] === seats).toBe(true);
});

it('cuts off a large answer that was cut off, so that nobody takes it for whole', async () => {
  member.answering = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '6000000' });
    response.write('a'.repeat(1_000_000), () => response.destroy());
  };
  await expect(ask(gateway.app, `${showPath}/availability?wait=1`)).rejects.toThrow();
});

it('does not wait for the end of what is without one, asked for with HEAD', async () => {
  void awaitStream();
  expect((await ask(gateway.app, streamPath, { method: 'HEAD' })).status).toBe(200);
});
