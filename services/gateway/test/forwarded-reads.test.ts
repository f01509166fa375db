import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeMember, sendJson } from './fake-member.ts';
import { type ForwardingGateway, openForwardingGateway } from './forwarding-gateway.ts';
import { ask, jsonOf } from './listening.ts';
import { openPlatform } from './platform.ts';

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

const showId = 'shw_01h455vb4pex5vsknk084sn02q';
const availability = `/v1/shows/${showId}/availability`;
const publicly = { 'cache-control': 'public, max-age=1' };

/** Answers reads of the show at these versions, one after the other, and then the last again and again; writes at `written`. */
function answerAt(versions: readonly number[], written = 0): void {
  let reads = 0;
  member.answering = (response, { method }) => {
    const version = method === 'POST' ? written : (versions[Math.min(reads, versions.length - 1)] ?? 0);
    if (method === 'GET') reads += 1;
    const headers = { ...publicly, etag: `"${version}"`, 'myevents-versions': `show/${showId}@${version}` };
    sendJson(response, method === 'POST' ? 201 : 200, { version }, headers);
  };
}

const versionOf = async () => jsonOf(await ask(gateway.app, availability))['version'];
const lastAfter = () => member.received.at(-1)?.headers['myevents-after'];

describe('a read', () => {
  it('fills the cache as in one process', async () => {
    answerAt([1, 2]);
    const first = await ask(gateway.app, availability);
    const second = await ask(gateway.app, availability);
    expect(second.body).toEqual(first.body);
    expect(member.received.length).toBe(1);
    expect(first.headers).not.toHaveProperty('myevents-versions');
    const held = { 'if-none-match': String(first.headers.etag) };
    expect((await ask(gateway.app, availability, { headers: held })).status).toBe(304);
    const head = await ask(gateway.app, availability, { method: 'HEAD' });
    expect(head.headers['content-length']).toBe(first.headers['content-length']);
  });

  it('is asked again when the process has not heard of what was written yet', async () => {
    answerAt([6, 6, 7], 7);
    await ask(gateway.app, `/v1/shows/${showId}/bookings`, { method: 'POST', json: {} });
    expect(await versionOf()).toBe(7);
  });

  it('is answered all the same by a process that never hears of it, and not kept', async () => {
    answerAt([6], 7);
    await ask(gateway.app, `/v1/shows/${showId}/bookings`, { method: 'POST', json: {} });
    expect(await versionOf()).toBe(6);
    answerAt([7], 7);
    expect(await versionOf()).toBe(7);
  });

  it('of a show names the newest version that the gateway knows', async () => {
    answerAt([7, 8]);
    await versionOf();
    expect(lastAfter()).toBeUndefined();
    await gateway.bus.send('availability', `show/${showId}`, { showId, version: 8 });
    expect(await versionOf()).toBe(8);
    expect(lastAfter()).toBe(`show/${showId}@8`);
  });
});

describe('the catalogue', () => {
  it('is read from all processes, all pages of one list from the same', async () => {
    const [one, other] = [await new FakeMember('one').start(), await new FakeMember('other').start()];
    await using several = await openForwardingGateway({ events: [one.url, other.url], bookings: [member.url] });
    const askedOf = async (path: string) => String(jsonOf(await ask(several.app, path))['from']);
    const seen = new Set<string>();
    for (let word = 0; word < 20; word += 1) {
      const from = await askedOf(`/v1/events?keyword=${word}`);
      seen.add(from);
      expect(await askedOf(`/v1/events?keyword=${word}&limit=5&cursor=abc`)).toBe(from);
      expect(await askedOf(`/v1/events?limit=5&keyword=${word}`)).toBe(from);
    }
    expect(seen).toEqual(new Set(['one', 'other']));
    for (const process of [one, other]) await process.stop();
  });
});

describe('what changes in the catalogue', () => {
  const searchPath = '/v1/events?keyword=a';
  async function change(): Promise<void> {
    member.answering = (response) =>
      sendJson(response, 200, {}, { 'myevents-versions': 'event/evt_a@3, catalogue, search' });
    await ask(gateway.app, '/v1/events/evt_a', { method: 'PATCH', json: {} });
  }

  it('is named to whoever searches, and to the sale of a show', async () => {
    await change();
    await gateway.bus.send('catalogue', 'location/loc_b', { id: 'loc_b', version: 2 });
    await ask(gateway.app, searchPath);
    expect(lastAfter()).toBe('event/evt_a@3, location/loc_b@2');
    await ask(gateway.app, `/v1/shows/${showId}/bookings`, { method: 'POST', json: {} });
    expect(lastAfter()).toBe('event/evt_a@3');
  });

  it('is not named to others', async () => {
    await change();
    for (const path of ['/v1/events/evt_a', '/v1/bookings?limit=1', '/v1/users/a']) {
      await ask(gateway.app, path);
      expect(lastAfter(), path).toBeUndefined();
    }
  });
});

it('is described as in one process', async () => {
  await using platform = await openPlatform();
  for (const path of ['/openapi.json', '/asyncapi.json']) {
    expect(jsonOf(await ask(gateway.app, path))).toEqual((await platform.get(path)).json);
  }
  expect((await ask(gateway.app, '/docs')).body.toString()).toContain('holdTickets');
});
