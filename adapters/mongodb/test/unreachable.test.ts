import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { connectMongodb } from '../src/index.ts';

describe('an address', () => {
  it.each([
    ['http://u:secret@h/p', /is not mongodb:\/\/HOST/],
    ['mongodb://', /is not mongodb:\/\/HOST/],
    ['mongodb://h/p?colour=red', /option colour is not supported/],
    ['mongodb://h/p?maxPoolSize=lots', /maxPoolSize/],
    ['mongodb://h/p?w=1', /sets w; it can only be majority/],
    ['mongodb://h/p?readPreference=nearest', /sets readPreference; it can only be primary/],
    ['mongodb://h/a.b', /database "a\.b"/],
    ['mongodb://u:pass/secret@h/p', /database that cannot be one/],
    ['mongodb://u:se:cret@h/p', /password, hosts and ports/],
    ['mongodb://u:secret@h:99999/p', /password, hosts and ports/],
    ['mongodb+srv://u:secret@a.b:1/p', /password, hosts and ports/],
  ])('%s is refused with the reason and without the password', async (url, reason) => {
    const refusal = await connectMongodb(url).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RangeError);
    expect(String(refusal)).toMatch(reason);
    expect(String(refusal)).not.toMatch(/se:?cret/);
  });
});

describe.concurrent('a server that cannot be reached is named, without the password', () => {
  const expectUnavailable = async (host: string) => {
    const failure = await connectMongodb(`mongodb://u:secret@${host}/p?directConnection=true`).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'StoreUnavailableError' });
    expect(String(failure)).toContain(`MongoDB at ${host} cannot be used: `);
    expect(String(failure)).not.toMatch(/secret|\n/);
  };

  it('refused', async () => {
    await expectUnavailable('127.0.0.1:1');
  });

  it('silent', async () => {
    const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await expectUnavailable(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
  });
});
