import { expect, it } from 'vitest';
import { createNames, messageGroupOf } from '../src/names.ts';
import { topology } from './broker.ts';

it('gives every queue a name that no other installation or part can have', () => {
  const names = createNames('shop', topology);
  expect(names.queueOf('work', 'workers')).toBe('shop_workers_work.fifo');
  expect(names.deadOf('workers')).toBe('shop_workers_dead.fifo');
  expect(names.topicOf('work')).toBe('shop_work.fifo');
  const other = createNames('shop-2', topology);
  expect(other.queueOf('work', 'workers').startsWith('shop_')).toBe(false);
});

it('says in the name of a listener what it listens to', () => {
  const names = createNames('a'.repeat(24), topology);
  const listener = names.createListener(['work', 'news', 'x', 'y', 'z', 'v']);
  expect(listener.length).toBeLessThanOrEqual(80);
  expect(listener.startsWith(names.listenerPrefix)).toBe(true);
  expect(['work', 'news', 'x', 'other'].map((topic) => names.mayListen(listener, topic))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  const everything = names.createListener(['1', '2', '3', '4', '5', '6', '7']);
  expect(names.mayListen(everything, 'other')).toBe(true);
  expect(names.createListener(['work'])).not.toBe(names.createListener(['work']));
});

it('refuses what cannot be a name', () => {
  for (const name of ['a_b', 'dead', 'listener', '', 'ä', 'x'.repeat(41)])
    expect(() => createNames('shop', { topics: [{ name, groups: [] }] })).toThrow(RangeError);
  const long = { topics: [{ name: 'x'.repeat(40), groups: ['y'.repeat(40)] }] };
  expect(() => createNames('shop', long)).toThrow(/too long/);
});

it('keeps the streams apart in what a message group may be', () => {
  const groups = ['', 'a', 'A', ' a', 'clé/🎪'].map((key) => messageGroupOf(key));
  expect(new Set(groups).size).toBe(groups.length);
  for (const group of [...groups, messageGroupOf('a', 'broadcast')]) expect(group).toMatch(/^[\w-]{1,128}$/);
  expect(messageGroupOf('a', 'broadcast')).not.toBe(messageGroupOf('a'));
});
