import { expect, test } from 'vitest';
import { keyOf, settle } from './intention.ts';

function createStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

test('the same content has the same key until it is settled', () => {
  const kept = createStorage();
  const key = keyOf('book', { tier: 'vip' }, kept);
  expect(keyOf('book', { tier: 'vip' }, kept)).toBe(key);
  settle('book', kept);
  expect(keyOf('book', { tier: 'vip' }, kept)).not.toBe(key);
});

test('other content and other slots have other keys', () => {
  const kept = createStorage();
  const key = keyOf('book', { tier: 'vip' }, kept);
  expect(keyOf('wait', { tier: 'vip' }, kept)).not.toBe(key);
  expect(keyOf('book', { tier: 'regular' }, kept)).not.toBe(key);
});
