import { expect } from 'vitest';
import { problemOf } from './sale.ts';
import { type Answer, get } from './subject.ts';

export interface Refused {
  readonly status?: number;
  readonly code?: string;
  /** Where the mistake is; undefined where no field is to blame. */
  readonly pointer: string | undefined;
}

/** Of an answer: its status and code, and that it names the field and says in words what would be right. */
export function expectRefused(answer: Answer, { status = 400, code = 'validation-failed', pointer }: Refused): void {
  expect([answer.status, problemOf(answer).code]).toEqual([status, code]);
  const { errors = [], detail = '', title } = problemOf(answer);
  expect(title.length).toBeGreaterThan(5);
  if (pointer === undefined) return;
  expect(errors.map((error) => error.pointer)).toEqual([pointer]);
  expect(errors.every((error) => error.detail.length >= 8) || detail.length >= 8).toBe(true);
}

/** Everything these paths tell, without the seconds that run. */
export async function readAll(paths: readonly string[]): Promise<readonly unknown[]> {
  return Promise.all(
    paths.map(async (path) => {
      const { status, bytes } = await get(path);
      return [path, status, bytes.toString().replaceAll(/"expiresInSeconds":[\d.]+/g, '')];
    }),
  );
}

/** Does it, and expects that nothing under these paths has changed by it. */
export async function expectNoEffect<Result>(paths: readonly string[], act: () => Promise<Result>): Promise<Result> {
  const before = await readAll(paths);
  const result = await act();
  expect(await readAll(paths)).toEqual(before);
  return result;
}
