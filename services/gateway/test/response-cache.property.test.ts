import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Fill, ResponseCache } from '../src/cache/response-cache.ts';

const streams = ['show/a', 'show/b', 'event/c'] as const;
const stream = fc.constantFrom(...streams);

type Step =
  | { readonly type: 'write' | 'message' | 'begin' | 'read' | 'list' | 'beginList'; readonly stream: string }
  | { readonly type: 'complete'; readonly nth: number }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'reconnect' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constantFrom('write', 'message', 'begin', 'read', 'list', 'beginList'), stream }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('complete'), nth: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wait'), ms: fc.constantFrom(10, 400, 1000, 29_000) }) },
  { weight: 1, arbitrary: fc.constant({ type: 'reconnect' } as const) },
);

interface Begun {
  readonly key: string;
  readonly fill: Fill;
  /** What the service read when the fill was begun. */
  readonly versions: ReadonlyMap<string, number>;
  readonly at: number;
}

/** A world where services answer with what was true when they were asked, however late the answer comes. */
class World {
  now = 1_000_000;
  hits = 0;
  readonly truth = new Map<string, number>(streams.map((name) => [name, 1]));
  /** What was acknowledged through this gateway or told by a message. */
  readonly acknowledged = new Map<string, number>();
  readonly messages: { readonly stream: string; readonly version: number }[] = [];
  readonly begun: Begun[] = [];
  readonly contents = new Map<string, Begun>();
  readonly cache = new ResponseCache({ bytesMax: 100_000, now: () => this.now });

  begin(key: string): void {
    this.begun.push({ key, fill: this.cache.begin(), versions: new Map(this.truth), at: this.now });
  }

  complete(nth: number): void {
    const [begun] = this.begun.splice(nth % Math.max(this.begun.length, 1), 1);
    if (begun === undefined) return;
    const touched =
      begun.key === 'list'
        ? [{ stream: 'catalogue' }]
        : [{ stream: begun.key, version: begun.versions.get(begun.key) ?? 0 }];
    const bytes = Buffer.from(JSON.stringify([...begun.versions]));
    const answer = { bytes, headers: [], etag: undefined, recorder: undefined, touched, expiresAt: undefined };
    if (this.cache.complete(begun.key, begun.fill, answer).isCurrent) this.contents.set(begun.key, begun);
  }

  read(key: string): void {
    const entry = this.cache.find(key);
    if (entry === undefined) return;
    this.hits += 1;
    const served = new Map<string, number>(JSON.parse(entry.plain.bytes.toString('utf8')));
    const made = this.contents.get(key);
    expect(this.now - (made?.at ?? 0)).toBeLessThan(key.startsWith('show/') ? 1000 : 30_000);
    const depends = key === 'list' ? ['event/c'] : [key];
    for (const name of depends) expect(served.get(name)).toBeGreaterThanOrEqual(this.acknowledged.get(name) ?? 1);
  }

  run(one: Step): void {
    if (one.type === 'complete') this.complete(one.nth);
    else if (one.type === 'wait') this.now += one.ms;
    else if (one.type === 'reconnect') this.reconnect();
    else if (one.type === 'write') this.write(one.stream);
    else if (one.type === 'message') this.deliver();
    else if (one.type === 'begin') this.begin(one.stream);
    else if (one.type === 'beginList') this.begin('list');
    else this.read(one.type === 'list' ? 'list' : one.stream);
  }

  /** Half of the writes are acknowledged here; the others are heard of later, in any order. */
  write(name: string): void {
    const version = (this.truth.get(name) ?? 0) + 1;
    this.truth.set(name, version);
    if (version % 2 === 0) this.messages.push({ stream: name, version });
    else this.acknowledge(name, version);
  }

  acknowledge(name: string, version: number): void {
    this.cache.raise({ stream: name, version });
    this.acknowledged.set(name, Math.max(this.acknowledged.get(name) ?? 1, version));
  }

  deliver(): void {
    const message = this.messages.pop();
    if (message !== undefined) this.acknowledge(message.stream, message.version);
  }

  reconnect(): void {
    this.cache.checkAll();
    for (const key of [...streams, 'list']) expect(this.cache.find(key)).toBeUndefined();
  }
}

it('never serves what is older than what was acknowledged, whatever comes in which order', () => {
  let hits = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 120, size: 'max' }), (steps) => {
      const world = new World();
      for (const one of steps) {
        world.run(one);
        for (const name of streams) world.read(name);
        world.read('list');
      }
      hits += world.hits;
    }),
    { numRuns: 500 },
  );
  // The property would hold for a cache that serves nothing, too.
  expect(hits).toBeGreaterThan(1000);
});

it('keeps within its bytes and serves what is used most', () => {
  const cache = new ResponseCache({ bytesMax: 200_000, now: () => 0 });
  const put = (key: string) => {
    const answer = { bytes: Buffer.alloc(1000), headers: [], etag: undefined, recorder: undefined };
    cache.complete(key, cache.begin(), {
      ...answer,
      touched: [{ stream: `event/${key}`, version: 1 }],
      expiresAt: undefined,
    });
  };
  put('hot');
  for (let n = 0; n < 5000; n += 1) {
    put(`k${n}`);
    expect(cache.find('hot')).toBeDefined();
    expect(cache.entries.bytes).toBeLessThanOrEqual(200_000);
  }
  expect(cache.entries.size).toBeGreaterThan(50);
  put('x'.repeat(20_000));
  expect(cache.find('x'.repeat(20_000))).toBeUndefined();
  cache.entries.clear();
  expect([cache.entries.bytes, cache.entries.size]).toEqual([0, 0]);
});

it('remembers a bounded number of floors, and is careful with a fill begun before one was forgotten', () => {
  const cache = new ResponseCache({ bytesMax: 1_000_000, now: () => 0 });
  const fill = cache.begin();
  cache.raise({ stream: 'show/first', version: 7 });
  for (let n = 0; n < 200_001; n += 1) cache.raise({ stream: `show/${n}`, version: 2 });
  expect(cache.floors.has('show/first')).toBe(false);
  const answer = { bytes: Buffer.from('old'), headers: [], etag: undefined, recorder: undefined, expiresAt: undefined };
  expect(cache.complete('/old', fill, { ...answer, touched: [{ stream: 'show/first', version: 6 }] }).isCurrent).toBe(
    false,
  );
  expect(
    cache.complete('/new', cache.begin(), { ...answer, touched: [{ stream: 'show/first', version: 7 }] }).isCurrent,
  ).toBe(true);
});
