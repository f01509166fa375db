import type { Store } from '@myevents/ports';
import { describe, expect, it, vi } from 'vitest';
import { makePlace, openNotes } from './place.ts';
import { startWriter } from './processes.ts';

async function lastVersionOf(store: Store, stream: string): Promise<number> {
  return (await Array.fromAsync(store.log.read(stream))).length;
}

describe('several processes on one schema', () => {
  it('may all open it while it is still empty, and let exactly one of them win each version', async () => {
    await using place = makePlace();
    const races = 60;
    const processes = ['w1', 'w2', 'w3'].map((writer) => startWriter(place.url, writer, String(races)));
    const codes = await Promise.all(processes.map(async ({ ended }) => ended));
    expect(codes, processes.flatMap(({ errors }) => errors).join('\n')).toEqual([0, 0, 0]);
    const won = processes.flatMap(({ lines }) => lines.filter((line) => line.startsWith('won')));
    const all = Array.from({ length: races }, (_, n) => `won ${n + 1}`);
    expect(won.toSorted()).toEqual(all.toSorted());
    await using store = await openNotes(place.url);
    expect(await lastVersionOf(store, 'common')).toBe(races);
  });

  it('keep all that was acknowledged when one is killed in the middle of its appends', async () => {
    await using place = makePlace();
    await using process = startWriter(place.url, 'k');
    await vi.waitFor(() => expect(process.lines.length).toBeGreaterThan(30), { timeout: 30_000 });
    process.child.kill('SIGKILL');
    expect(await process.ended).toBe('SIGKILL');
    const acknowledged = Number(/\d+$/.exec(process.lines.at(-1) ?? '')?.[0]);
    await using store = await openNotes(place.url);
    for (const name of ['a', 'b', 'c']) {
      const stream = `k/${name}`;
      const last = await lastVersionOf(store, stream);
      expect(last).toBeGreaterThanOrEqual(acknowledged);
      const document = await store.documents.get('notes', `${stream}@${last}@k`);
      expect(document?.version).toBe(last); // a commit never without its documents
    }
  });
});
