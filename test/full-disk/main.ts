import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createWorld } from '../crash/world.ts';
import { type Answer, connectApi } from '../support/api.ts';
import { startProduct } from '../support/product.ts';

// The whole product on a disk that is really full. Mounting one needs root, so this is a program of its own and not part of
// `npm test`, where the embedded store's suite fills its file by a page limit instead.

const run = promisify(execFile);
const diskBytes = 24 * 1024 * 1024;
const clients = 16;

function assert(isSo: boolean, promise: string): asserts isSo {
  if (!isSo) throw new Error(`broken: ${promise}`);
  console.log(`holds: ${promise}`);
}

const folder = await mkdtemp(join(tmpdir(), 'myevents-full-disk-'));
await run('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder]);
try {
  await sellOnFullDisk();
} finally {
  await run('umount', [folder]);
  await rm(folder, { recursive: true });
}

async function sellOnFullDisk(): Promise<void> {
  await using product = await startProduct({ folder, settings: { PAYMENT_URL: 'test:' } });
  const api = connectApi(product.url, clients);
  const showId = (await createWorld(api)).at(-1)?.showId ?? '';
  let next = 0;
  const hold = (user: string): Promise<Answer> =>
    api.post(
      `/v1/shows/${showId}/bookings`,
      { userId: user, name: `Name of ${user}`, tickets: [{ tier: 'regular', quantity: 1 }] },
      user,
    );
  const holdNext = async () => {
    next += 1;
    const user = `user-${next}`;
    return { user, answer: await hold(user) };
  };

  const before = await holdNext();
  assert(before.answer.status === 201, 'with room on the disk a hold is taken');

  const ballast = join(folder, 'ballast');
  const { bavail, bsize } = await statfs(folder);
  await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => undefined);
  const attempts = await sellUntilRefused(holdNext);
  const refused = attempts.filter(({ answer }) => answer.status !== 201);
  const kept = attempts.filter(({ answer }) => answer.status === 201);
  assert(refused.length > 0, 'a full disk refuses holds at some point');
  assert(
    refused.every(({ answer }) => answer.status === 503 && answer.headers['retry-after'] !== undefined),
    'every refusal is 503 with Retry-After',
  );
  const health = await fetch(`${product.url}/healthz`);
  assert(health.ok, 'the process is alive');
  const read = await api.get(`/v1/bookings/${String(before.answer.body.id)}`);
  assert(read.status === 200, 'reads go on');

  await unlink(ballast);
  const repeated = await Promise.all(refused.map(({ user }) => untilTaken(() => hold(user))));
  assert(
    repeated.every(({ status }) => status === 201),
    'with room again, the same requests are taken, without a restart',
  );
  const ids = [...kept.map(({ answer }) => answer), ...repeated].map(({ body }) => String(body.id));
  assert(new Set(ids).size === attempts.length, 'each request made one booking');

  await product.kill();
  await product.start();
  const found = await Promise.all(ids.map((id) => api.get(`/v1/bookings/${id}`)));
  assert(
    found.every(({ status }) => status === 200),
    'nothing acknowledged is lost, after kill -9 too',
  );
  const { body } = await api.get(`/v1/shows/${showId}/availability`);
  for (const tier of body.tiers as { available: number; held: number; booked: number; capacity: number }[]) {
    assert(tier.available + tier.held + tier.booked === tier.capacity, 'the tickets add up');
  }
  api.close();
}

/** Buyers at once until the disk is full for all of them. */
async function sellUntilRefused(
  holdNext: () => Promise<{ user: string; answer: Answer }>,
): Promise<{ user: string; answer: Answer }[]> {
  const attempts: { user: string; answer: Answer }[] = [];
  for (let round = 0; round < 2_000; round += 1) {
    const answers = await Promise.all(Array.from({ length: clients }, holdNext));
    attempts.push(...answers);
    if (answers.every(({ answer }) => answer.status !== 201)) return attempts;
  }
  return attempts;
}

async function untilTaken(send: () => Promise<Answer>): Promise<Answer> {
  let answer = await send();
  for (let tries = 0; answer.status === 503 && tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await send();
  }
  return answer;
}
