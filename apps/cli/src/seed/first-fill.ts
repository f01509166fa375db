import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from '@myevents/contracts/client';
import { isEmpty } from './emptiness.ts';
import { type FilledDemo, fillDemo } from './fill-demo.ts';

export interface FirstFillOptions {
  readonly api: Api;
  /** Where a filling under way leaves its mark, so that one that is cut off is finished at the next start. */
  readonly folder: string | undefined;
  readonly now: number;
}

/** Fills an empty platform with the demo; undefined where somebody's data is there already. */
export async function fillFirst({ api, folder, now }: FirstFillOptions): Promise<FilledDemo | undefined> {
  const mark = folder === undefined ? undefined : join(folder, 'demo.json');
  const begunAt = mark === undefined ? undefined : await readMark(mark);
  if (begunAt === undefined && !(await isEmpty(api))) return undefined;
  const startedAt = begunAt ?? now;
  if (mark !== undefined) await writeFile(mark, `${JSON.stringify({ startedAt })}\n`);
  const filled = await fillDemo({ api, now: startedAt });
  if (mark !== undefined) await rm(mark, { force: true });
  return filled;
}

async function readMark(file: string): Promise<number | undefined> {
  try {
    const { startedAt } = JSON.parse(await readFile(file, 'utf8')) as { startedAt?: unknown };
    return typeof startedAt === 'number' ? startedAt : undefined;
  } catch {
    return undefined;
  }
}
