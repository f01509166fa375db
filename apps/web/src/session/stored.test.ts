import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStored } from './stored.ts';

let items: Map<string, string>;
beforeEach(() => {
  items = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('what is written is read again, and is the same object until it changes', () => {
  const stored = createStored<readonly string[]>('list', []);
  expect(stored.read()).toEqual([]);
  stored.write(['a']);
  expect(stored.read()).toEqual(['a']);
  expect(stored.read()).toBe(stored.read());
  items.set('list', '["b"]');
  expect(stored.read()).toEqual(['b']);
});

test('what cannot be read counts as nothing', () => {
  items.set('list', 'broken');
  expect(createStored<readonly string[]>('list', []).read()).toEqual([]);
});
