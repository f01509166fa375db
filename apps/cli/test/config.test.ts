import { describe, expect, it } from 'vitest';
import { isLoopback, readConfig, settingNames } from '../src/config.ts';
import { ConfigError } from '../src/failure.ts';

type Sources = Parameters<typeof readConfig>[0];

function mistakesOf(sources: Partial<Sources>): readonly string[] {
  try {
    readConfig({ env: {}, ...sources });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe('the settings', () => {
  it('have defaults that start a demo on this machine', () => {
    expect(readConfig({ env: {} })).toEqual({
      PORT: 8080,
      HOST: '127.0.0.1',
      ROLE: 'all',
      STORE_URL: 'sqlite:./data',
      BUS_URL: 'memory:',
      PAYMENT_URL: 'test:',
      EVENTS_URLS: [],
      BOOKINGS_URLS: [],
      DEMO: true,
      PUBLIC_URL: '',
      MAP_TILES_URL: '',
      MAP_TILES_ATTRIBUTION: '',
      LOG_LEVEL: 'info',
    });
  });

  it('come from the environment, and flags win', () => {
    const env = { PORT: '9000', LOG_LEVEL: 'warn', DEMO: 'false' };
    expect(readConfig({ env, flags: { PORT: '0' } })).toMatchObject({ PORT: 0, LOG_LEVEL: 'warn', DEMO: false });
  });

  it('take an empty variable as not set', () => {
    expect(readConfig({ env: { PORT: '', DEMO: '' } })).toMatchObject({ PORT: 8080, DEMO: true });
  });

  it('tell a gateway where the services are', () => {
    const env = { ROLE: 'gateway', BUS_URL: 'amqp://broker', EVENTS_URLS: 'http://10.0.0.1:80, http://events:8080/' };
    expect(readConfig({ env: { ...env, BOOKINGS_URLS: 'http://[::1]:8080' } })).toMatchObject({
      EVENTS_URLS: ['http://10.0.0.1:80', 'http://events:8080/'],
      BOOKINGS_URLS: ['http://[::1]:8080'],
      DEMO: false,
    });
    expect(mistakesOf({ env })).toEqual([expect.stringContaining('BOOKINGS_URLS is needed for ROLE=gateway')]);
    expect(mistakesOf({ env: { EVENTS_URLS: 'http://a:1' } })).toEqual([
      expect.stringContaining('EVENTS_URLS is for ROLE=gateway alone'),
    ]);
    for (const wrong of ['a:8080', 'https://a', 'http://a/path', 'http://a,,http://b', 'http://user:pw@a']) {
      const mistakes = mistakesOf({ env: { ...env, BOOKINGS_URLS: wrong } });
      expect(mistakes, wrong).toEqual([expect.stringContaining('BOOKINGS_URLS must be http://host:port')]);
    }
  });

  it('say where people reach the web app and whence its map tiles come', () => {
    const env = {
      PUBLIC_URL: 'https://tickets.example:8443',
      MAP_TILES_URL: 'https://tiles.example/{z}/{y}/{x}@2x.png?key=1',
      MAP_TILES_ATTRIBUTION: '© somebody',
    };
    expect(readConfig({ env })).toMatchObject(env);
    expect(readConfig({ env: { PUBLIC_URL: 'http://[::1]:8080' } }).PUBLIC_URL).toBe('http://[::1]:8080');
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig({ env: {} }))).toBe(true);
  });

  it.each([
    ['PORT', 'abc', 'a whole number from 0 to 65535'],
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '80.5', 'a whole number from 0 to 65535'],
    ['HOST', 'a b', 'an IP address or host name'],
    ['ROLE', 'everything', 'one of all, gateway, events, bookings'],
    ['DEMO', 'maybe', 'true or false'],
    ['LOG_LEVEL', 'loud', 'one of trace, debug'],
    ['STORE_URL', './data', 'it has no scheme'],
    ['STORE_URL', 'oracle://somewhere', 'no engine is called "oracle"'],
    ['STORE_URL', 'sqlite:', 'it should look like sqlite:./data'],
    ['BUS_URL', 'carrier-pigeon:', 'no engine is called "carrier-pigeon"'],
    ['BUS_URL', 'memory:5', 'it should look like memory:'],
    ['PAYMENT_URL', 'cash:', 'test:'],
    ['PUBLIC_URL', 'tickets.example', 'like https://tickets.example'],
    ['PUBLIC_URL', 'https://tickets.example/', 'without a path'],
    ['PUBLIC_URL', 'https://tickets.example:99999', 'like https://tickets.example'],
    ['PUBLIC_URL', 'https://"><script>', 'like https://tickets.example'],
    ['MAP_TILES_URL', 'https://tiles.example/', 'with the three in its path'],
    ['MAP_TILES_URL', 'https://tiles.example/{z}/{x}.png', '{z}/{x}/{y}.png'],
    ['MAP_TILES_URL', 'https://{z}.example/{x}/{y}', '{z}/{x}/{y}.png'],
    ['MAP_TILES_URL', 'https://tiles.example;script-src/{z}/{x}/{y}.png', '{z}/{x}/{y}.png'],
    ['MAP_TILES_URL', '//tiles.example/{z}/{x}/{y}.png', '{z}/{x}/{y}.png'],
  ] as const)('refuse %s=%s and say what would be right', (name, value, expected) => {
    const mistakes = mistakesOf({ env: { [name]: value } });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(name);
    expect(mistakes[0]).toContain(expected);
  });

  it('report all mistakes at once', () => {
    const mistakes = mistakesOf({ env: { PORT: 'x', ROLE: 'y', BUS_URL: 'z:' }, flags: { LOG_LEVEL: 'w' } });
    expect(new Set(mistakes.map((text) => text.split(' ')[0]))).toEqual(
      new Set(['BUS_URL', 'LOG_LEVEL', 'PORT', 'ROLE']),
    );
    expect(mistakes).toHaveLength(4);
  });

  it('never repeat a URL, which may hold a password', () => {
    const [mistake = ''] = mistakesOf({ env: { STORE_URL: 'oracle://ada:secret@db/myevents' } });
    expect(mistake).not.toContain('secret');
    expect(mistake).not.toContain('ada');
    const env = {
      ROLE: 'gateway',
      BUS_URL: 'amqp://mq',
      EVENTS_URLS: 'http://ada:secret@a:1',
      BOOKINGS_URLS: 'http://b:1',
    };
    const [other = ''] = mistakesOf({ env });
    expect(other).toContain('EVENTS_URLS must be');
    expect(other).not.toContain('secret');
  });

  it('leave out of account what a command does not use', () => {
    expect(mistakesOf({ env: { PORT: 'x', HOST: '0.0.0.0' }, used: ['STORE_URL'] })).toEqual([]);
  });

  it('name every setting in the help', () => {
    expect(settingNames).toEqual([
      'PORT',
      'HOST',
      'ROLE',
      'STORE_URL',
      'BUS_URL',
      'PAYMENT_URL',
      'EVENTS_URLS',
      'BOOKINGS_URLS',
      'DEMO',
      'PUBLIC_URL',
      'MAP_TILES_URL',
      'MAP_TILES_ATTRIBUTION',
      'LOG_LEVEL',
    ]);
  });
});

describe('settings that do not fit together', () => {
  it.each(['gateway', 'events', 'bookings'])('ROLE=%s cannot hear of anything over memory:', (role) => {
    const mistakes = mistakesOf({ env: { ROLE: role } });
    expect(mistakes.some((text) => text.startsWith('BUS_URL=memory:'))).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'tickets.example'])('HOST=%s needs --open', (host) => {
    expect(mistakesOf({ env: { HOST: host } })).toEqual([expect.stringContaining('--open')]);
    expect(mistakesOf({ env: { HOST: host }, isOpen: true })).toEqual([]);
  });

  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1', '[::1]', 'LOCALHOST'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['127.0.0.1.example.org', 'localhost.example', '0.0.0.0', '::ffff:10.0.0.1', '128.0.0.1'])(
    '%s is not',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
