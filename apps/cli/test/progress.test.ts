import { expect, it } from 'vitest';
import { createProgress } from '../src/progress.ts';

function watch(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const stream = {
    isTTY,
    columns: 80,
    write: (text: string) => written.push(text) > 0,
  } as unknown as NodeJS.WriteStream;
  const progress = createProgress({ label: 'Work', stream, now: () => now });
  return { progress, written, wait: (ms: number) => (now += ms) };
}

it('draws a bar in place on a terminal', () => {
  const { progress, written, wait } = watch(true);
  progress.update(1, 4);
  wait(1000);
  progress.update(2, 4, 'half');
  progress.finish('4 done');
  expect(written).toHaveLength(3);
  expect(written[1]).toContain('50 % (2/4) half');
  expect(written.every((text) => text.startsWith('\r\x1b[2K'))).toBe(true);
  expect(written[2]).toBe('\r\x1b[2KWork: 4 done\n');
});

it('redraws no more often than one can see', () => {
  const { progress, written } = watch(true);
  for (let done = 0; done < 1000; done += 1) progress.update(done, 2000);
  expect(written).toHaveLength(1);
});

it('writes a plain line every few seconds elsewhere, and nothing of what is done at once', () => {
  const { progress, written, wait } = watch(false);
  progress.update(1, 10);
  wait(1000);
  progress.update(2, 10);
  wait(2500);
  progress.update(3, 10);
  wait(1000);
  progress.update(4, 10);
  progress.finish('done');
  expect(written).toEqual(['Work: 3 of 10\n', 'Work: done\n']);
});
