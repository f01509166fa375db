import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from './run-cli.ts';

const commands = ['serve', 'seed', 'import', 'migrate', 'rebuild', 'republish', 'dead-letters', 'doctor'];

describe('help', () => {
  it('lists every command and exit code', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of [...commands, '64', '78', 'Examples']) expect(stdout).toContain(word);
    expect((await runCli([])).stdout).toBe(stdout);
  });

  it.each(commands)('explains %s with its options, settings, exit codes and examples', async (command) => {
    const { code, stdout } = await runCli([command, '--help']);
    expect(code).toBe(0);
    for (const word of [`myevents ${command}`, '--store-url, STORE_URL', 'Exit codes', 'Examples', '--help']) {
      expect(stdout).toContain(word);
    }
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(140);
  });

  it('tells the version', async () => {
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [['sevre'], 64, 'myevents: There is no command "sevre". Did you mean serve? See myevents --help.\n'],
    [['toString'], 64, 'myevents: There is no command "toString". See myevents --help.\n'],
    [['serve', '--prot', '80'], 64, 'myevents: myevents serve has no option --prot. Did you mean --port?\n'],
    [['serve', 'now'], 64, 'myevents: myevents serve does not take "now".\n'],
    [['import'], 64, 'myevents: myevents import needs a FILE.\n'],
    [['import', 'none.ics'], 1, 'myevents: none.ics does not exist.\n'],
    [['import', '.'], 1, 'myevents: . is a folder.\n'],
    [
      ['import', 'x.ics', '--capacity', '0', '--time-zone', 'Mars/Base'],
      64,
      'myevents: --time-zone must be an IANA time zone, like Europe/Paris, not "Mars/Base".\nmyevents: --capacity must be a whole number from 1 to 1000000, not "0".\n',
    ],
    [['seed', '--now', 'soon'], 64, 'myevents: --now must be a date like 2027-05-01, or an RFC 3339 time.\n'],
    [['dead-letters'], 64, 'myevents: myevents dead-letters needs a word: list or replay.\n'],
    [['dead-letters', 'burn'], 64, 'myevents: myevents dead-letters takes list or replay, not "burn".\n'],
    [
      ['dead-letters', 'list', '--group', 'nobody'],
      64,
      'myevents: --group must be booking-service or event-service, not "nobody".\n',
    ],
    [['migrate', '--service', 'web'], 64, 'myevents: --service must be events or bookings, not "web".\n'],
    [['seed', '--url', 'nowhere'], 64, 'myevents: --url must be an address like http://127.0.0.1:8080.\n'],
  ])('%j ends with %d', async (words, code, stderr) => {
    expect(await runCli(words)).toEqual({ code, stdout: '', stderr });
  });

  it('says where nothing answers', async () => {
    const { code, stderr } = await runCli(['seed', '--url', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^myevents: Nothing answers at http:\/\/127\.0\.0\.1:9 .*Is MyEvents running there\?\n$/);
  });

  it('shows the stack only when asked', async () => {
    expect((await runCli(['sevre', '--debug'])).stderr).toContain('    at ');
    expect((await runCli(['sevre'], { env: { NODE_DEBUG: 'myevents' } })).stderr).toContain('    at ');
  });
});

describe('migrate', () => {
  it('has nothing to do for embedded engines, and touches no folder', async () => {
    await using folder = await temporaryFolder();
    const nothing = 'Nothing to create: embedded engines make what they need when they start.\n';
    for (const words of [[], ['--store-url', 'sqlite:./data', '--bus-url', 'memory:']]) {
      const run = await runCli(['migrate', ...words], { cwd: folder.path });
      expect(run).toEqual({ code: 0, stdout: '', stderr: nothing });
    }
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe('an engine that is not there', () => {
  const env = { STORE_URL: 'postgres://ada:s3cr3t@127.0.0.1:9/myevents' };

  it('ends the command with one line that names the setting', async () => {
    const { code, stdout, stderr } = await runCli(['migrate'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^myevents: STORE_URL: .*127\.0\.0\.1:9.*\n$/);
    expect(stderr).not.toContain('s3cr3t');
  });

  it('is not even looked for where its URL is wrong', async () => {
    const { code, stderr } = await runCli(['migrate', '--store-url', `${env.STORE_URL}?colour=red`]);
    expect(code).toBe(78);
    expect(stderr).toMatch(/^myevents: STORE_URL: .*colour.*\n$/);
    expect(stderr).not.toContain('s3cr3t');
  });

  it('is not written to behind the back of a server that would hear nothing of it', async () => {
    const { code, stderr } = await runCli(['seed'], { env });
    expect(code).toBe(64);
    expect(stderr).toMatch(/^myevents: With BUS_URL=memory: .*--url\.\n$/);
  });
});

describe('settings that are wrong', () => {
  it('end the start with 78 and a line for each', async () => {
    const env = { PORT: 'eighty', STORE_URL: 'oracle:x', LOG_LEVEL: 'loud' };
    const { code, stdout, stderr } = await runCli(['serve'], { env });
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.join()).toMatch(/PORT must be .*LOG_LEVEL must be .*STORE_URL must be/);
  });

  it('keep a server that asks for no keys on this machine', async () => {
    const { code, stderr } = await runCli(['serve', '--host', '0.0.0.0']);
    expect(code).toBe(78);
    expect(stderr).toMatch(/^myevents: HOST=0\.0\.0\.0 .*--open.*\n$/);
  });

  it('keep services that share nothing from being spread', async () => {
    const { code, stderr } = await runCli(['serve', '--role', 'bookings']);
    expect(code).toBe(78);
    expect(stderr).toContain('BUS_URL=memory:');
  });
});
