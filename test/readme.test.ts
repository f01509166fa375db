import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startProduct } from './support/product.ts';

const readme = resolve(import.meta.dirname, '../README.md');
const run = promisify(execFile);

/** The shell of a block that the README marks as tested. */
async function blockOf(name: string): Promise<string> {
  const text = await readFile(readme, 'utf8');
  const [, block] = text.split(`<!-- test: ${name} -->\n\`\`\`sh\n`);
  if (block === undefined) throw new Error(`the README has no block ${name}`);
  return block.slice(0, block.indexOf('\n```'));
}

it('does by curl what the README says', async () => {
  await using product = await startProduct({ settings: { DEMO: 'true' } });
  const folder = await mkdtemp(join(tmpdir(), 'readme-'));
  const sale = (await blockOf('the sale')).replace('http://127.0.0.1:8080', product.url);
  const script = ['set -euo pipefail', sale, 'echo "== the line"', await blockOf('the line')].join('\n');
  const { stdout } = await run('bash', ['-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` },
  });
  await rm(folder, { recursive: true });
  const [bought = '', waited = ''] = stdout.split('== the line');

  const [before, booking, after, duplicate, paid, history] = bought.trim().split('\n');
  const tier = (json: string | undefined, id: string) =>
    JSON.parse(json ?? '').tiers.find((each: { id: string }) => each.id === id);
  expect(tier(after, 'regular').held).toBe(tier(before, 'regular').held + 2);
  expect(tier(after, 'vip').held).toBe(tier(before, 'vip').held + 1);
  expect(JSON.parse(booking ?? '')).toMatchObject({ status: 'held', name: 'Ada Lovelace' });
  expect(JSON.parse(duplicate ?? '')).toMatchObject({ status: 409, code: 'name-already-booked' });
  expect(paid).toBe('confirmed');
  expect(JSON.parse(history ?? '').items.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['TicketsHeld', 'PaymentStarted', 'BookingConfirmed']),
  );

  const [refused, released, offered, confirmed] = waited.trim().split('\n');
  expect(JSON.parse(refused ?? '')).toMatchObject({ code: 'tickets-unavailable', waitlist: true });
  expect([released, offered, confirmed]).toEqual(['released', 'offered', 'confirmed']);
});
