import { describe, expect, it } from 'vitest';
import { closest, parseCommandLine } from '../src/arguments.ts';
import type { Command } from '../src/command.ts';
import { UsageError } from '../src/failure.ts';

const command: Command = {
  usage: '',
  about: [],
  options: {
    url: { type: 'string', value: 'address', help: '' },
    json: { type: 'boolean', help: '' },
    tag: { type: 'string', multiple: true, help: '' },
  },
  settings: ['PORT', 'DEMO', 'STORE_URL'],
  examples: [],
  positionals: { min: 0, max: 1, what: 'FILE' },
  run: async () => 0,
};
const parse = (...words: string[]) => parseCommandLine('try', command, words);

describe('a command line', () => {
  it('is taken apart into options, settings and names', () => {
    expect(parse('a.ics', '--url', 'http://x', '--json', '--port=9090', '--tag', 'a', '--tag', 'b')).toEqual({
      wantsHelp: false,
      options: { url: 'http://x', json: true, tag: ['a', 'b'] },
      flags: { PORT: '9090' },
      positionals: ['a.ics'],
    });
  });

  it.each([
    [['--demo'], 'true'],
    [['--no-demo'], 'false'],
    [['--demo=false'], 'false'],
    [['--demo', 'false'], 'false'],
    [['--demo', '--json'], 'true'],
  ])('reads %j as DEMO=%s', (words, demo) => {
    expect(parse(...words)).toMatchObject({ flags: { DEMO: demo } });
  });

  it('takes a value that looks like an option only behind =', () => {
    expect(() => parse('--url', '--json')).toThrow(/needs a value/);
    expect(parse('--url=--json')).toMatchObject({ options: { url: '--json' } });
  });

  it('asks for help whatever else is wrong', () => {
    expect(parse('--nonsense', '-h')).toEqual({ wantsHelp: true });
  });

  it.each([
    [['--prot', '9'], 'myevents try has no option --prot. Did you mean --port?'],
    [['--completely-different'], 'myevents try has no option --completely-different.'],
    [['-x'], 'myevents try has no option -x.'],
    [['--url'], '--url needs a value.'],
    [['--json=yes'], '--json takes no value.'],
    [['--port', '1', '--port', '2'], '--port is given twice.'],
    [['--json', '--json'], '--json is given twice.'],
    [['a', 'b'], 'myevents try does not take "b".'],
  ])('refuses %j', (words, message) => {
    expect(() => parse(...words)).toThrow(new UsageError(message));
  });

  it('misses a name that is needed', () => {
    const needy = { ...command, positionals: { min: 1, max: 1, what: 'FILE' } };
    expect(() => parseCommandLine('import', needy, [])).toThrow('myevents import needs a FILE.');
  });
});

describe('a suggestion', () => {
  it.each([
    ['sere', 'serve'],
    ['improt', 'import'],
    ['doctr', 'doctor'],
    ['x', undefined],
    ['nothing-like-it', undefined],
  ])('for %s is %s', (word, expected) => {
    expect(closest(word, ['serve', 'seed', 'import', 'doctor'])).toBe(expected);
  });
});
