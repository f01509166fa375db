import { describe, expect, it } from 'vitest';
import { createDeclared } from '../src/index.ts';

const declared = createDeclared({
  topics: [
    { name: 'shows', groups: ['left', 'right'] },
    { name: 'news', groups: [] },
  ],
});

describe('a declared topology', () => {
  it('knows the groups of its topics', () => {
    expect(declared.groupsOf('shows')).toEqual(['left', 'right']);
    expect(declared.groupsOf('news')).toEqual([]);
    declared.assertGroupOf('shows', 'right');
    declared.assertGroup('left');
  });

  it('refuses by name what nobody declared', () => {
    expect(() => declared.groupsOf('nothing')).toThrow(/no topic nothing/);
    expect(() => declared.assertGroupOf('nothing', 'left')).toThrow(/no topic nothing/);
    expect(() => declared.assertGroupOf('news', 'left')).toThrow(/no group left of topic news/);
    expect(() => declared.assertGroup('nobody')).toThrow(/no group nobody/);
    expect(() => declared.groupsOf('constructor')).toThrow(RangeError);
  });
});
