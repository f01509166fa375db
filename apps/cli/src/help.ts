import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { flagOf, settingTexts } from './config.ts';

const widthMax = 100;

/** What `myevents --help` prints. */
export function overview(): string {
  const list = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return sections([
    ['', ['MyEvents: event ticketing in one command.']],
    ['Usage', ['  myevents <command> [options]', '  myevents <command> --help']],
    ['Commands', columns(list)],
    [
      'Options',
      columns([
        ['-h, --help', 'explain a command, or show this'],
        ['--version', 'print the version'],
        ['--debug', 'print stack traces with errors (as NODE_DEBUG=myevents does)'],
      ]),
    ],
    ['Exit codes', exitLines()],
    [
      'Examples',
      ['  myevents serve', '  myevents serve --port 9090 --no-demo', '  myevents import calendar.ics --dry-run'],
    ],
  ]);
}

/** What `myevents <command> --help` prints: everything the command takes, from where, with examples. */
export function commandHelp(name: string, command: Command): string {
  const options = Object.entries(command.options).map(
    ([option, { value, help }]) => [`--${option}${value ? ` <${value}>` : ''}`, help] as const,
  );
  const settings = command.settings.map((setting) => {
    const { help, expected, fallback } = settingTexts[setting];
    return [`--${flagOf(setting)}, ${setting}`, `${help}. Takes ${expected}. Default: ${fallback}`] as const;
  });
  return sections([
    [
      '',
      [`myevents ${name}: ${commands[name]?.summary ?? ''}.`, '', ...command.about.flatMap((text) => wrap(text, 0))],
    ],
    ['Usage', [`  myevents ${name} ${command.usage}`]],
    ['Options', columns([...options, ['-h, --help', 'show this'], ['--debug', 'print stack traces with errors']])],
    ['Settings, as options or environment variables (options win)', settings.length > 0 ? columns(settings) : []],
    ['Exit codes', exitLines(command.exits)],
    ['Examples', command.examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`])],
  ]);
}

function exitLines(own: Command['exits'] = []): string[] {
  const means = new Map([
    [0, 'done'],
    [1, 'failed; one line on standard error says why'],
    [64, 'the command line is wrong'],
    [78, 'the settings are wrong'],
    ...own.map(({ code, means }) => [code, means] as const),
  ]);
  return columns([...means].sort(([left], [right]) => left - right).map(([code, text]) => [String(code), text]));
}

function sections(parts: readonly (readonly [string, readonly string[]])[]): string {
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [...(title ? [`${title}:`] : []), ...lines].join('\n'))
    .join('\n\n');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(Math.max(...rows.map(([left]) => left.length)), 32) + 2;
  return rows.flatMap(([left, right]) => {
    const [first = '', ...more] = wrap(right, width + 2);
    const head =
      left.length + 2 > width ? [`  ${left}`, `  ${' '.repeat(width)}${first}`] : [`  ${left.padEnd(width)}${first}`];
    return [...head, ...more.map((line) => `  ${' '.repeat(width)}${line}`)];
  });
}

function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > widthMax - indent) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
