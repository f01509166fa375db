import packageJson from '../package.json' with { type: 'json' };
import { closest, parseCommandLine } from './arguments.ts';
import { commands } from './commands.ts';
import { exitCodes, Failure, UsageError } from './failure.ts';
import { commandHelp, overview } from './help.ts';

const words = process.argv.slice(2);
const isDebug = words.includes('--debug') || (process.env.NODE_DEBUG ?? '').split(',').includes('myevents');

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the output (`myevents --help | head`) has seen enough.
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
});

// A terminal that has gone is no reason to stop what is under way.
process.stderr.on('error', () => {});

// Timers of the platform keep no process alive, so while a command waits for one, this does.
const alive = setInterval(() => {}, 2 ** 30);
try {
  process.exitCode = await run(words);
} catch (error) {
  process.exitCode = report(error);
} finally {
  clearInterval(alive);
}

async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === '--version' || name === '-v') return print(packageJson.version);
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    return print(overview());
  }
  if (name === 'help') return run([rest[0] ?? '', '--help']);
  const command = await (Object.hasOwn(commands, name) ? commands[name] : undefined)?.load();
  if (!command) throw new UsageError(unknownCommand(name));
  const parsed = parseCommandLine(name, command, rest);
  return parsed.wantsHelp ? print(commandHelp(name, command)) : command.run(parsed);
}

function unknownCommand(name: string): string {
  const near = closest(name, Object.keys(commands));
  return `There is no command ${JSON.stringify(name)}.${near ? ` Did you mean ${near}?` : ''} See myevents --help.`;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return exitCodes.done;
}

/** One clear line (settings: one for each mistake); the stack only for those who ask. */
function report(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  for (const line of message.split('\n')) process.stderr.write(`myevents: ${line}\n`);
  if (isDebug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return error instanceof Failure ? error.exitCode : exitCodes.failed;
}
