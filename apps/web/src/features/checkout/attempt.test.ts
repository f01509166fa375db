import { beforeEach, describe, expect, it } from 'vitest';
import { endAttempt, keyOfAttempt } from './attempt.ts';

const kept = new Map<string, string>();
const storage = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
} as Storage;
const paid = { method: 'test', token: 'tok_ok' };

describe('the key of an attempt to pay', () => {
  beforeEach(() => kept.clear());

  it('is the same for a double click and after a reload', () => {
    const first = keyOfAttempt(storage, 'bkg_1', paid);
    expect(keyOfAttempt(storage, 'bkg_1', { ...paid })).toBe(first);
  });

  it('is another for another booking, another way to pay, and once the outcome was known', () => {
    const first = keyOfAttempt(storage, 'bkg_1', paid);
    expect(keyOfAttempt(storage, 'bkg_2', paid)).not.toBe(first);
    expect(keyOfAttempt(storage, 'bkg_1', { ...paid, token: 'tok_slow' })).not.toBe(first);
    const again = keyOfAttempt(storage, 'bkg_1', paid);
    endAttempt(storage, 'bkg_1');
    expect(keyOfAttempt(storage, 'bkg_1', paid)).not.toBe(again);
  });
});
