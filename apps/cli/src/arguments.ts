import { parseArgs } from 'node:util';
import type { Command, Invocation, OptionValue } from './command.ts';
import { flagOf, type SettingName } from './config.ts';
import { UsageError } from './failure.ts';

/** Understood by every command. */
export const globalOptions = {
  help: { type: 'boolean', short: 'h' },
  debug: { type: 'boolean' },
} as const;

/** A command's words, taken apart. `wantsHelp` wins over everything else that may be wrong. */
export type ParsedCommandLine = { readonly wantsHelp: true } | ({ readonly wantsHelp: false } & Invocation);

/** @throws UsageError for an unknown option, an option without its value, one given twice, or too many or few names. */
export function parseCommandLine(name: string, command: Command, words: readonly string[]): ParsedCommandLine {
  const settings = new Map(command.settings.map((setting) => [flagOf(setting), setting]));
  const own = Object.entries(command.options).map(([option, { type, multiple }]) => [
    option,
    { type, multiple: multiple ?? false },
  ]);
  const known = {
    ...Object.fromEntries(own),
    ...Object.fromEntries([...settings.keys()].map((flag) => [flag, { type: 'string' }])),
  };
  const { tokens } = parseArgs({
    args: spellOutBooleans(words, settings),
    options: { ...known, ...globalOptions },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) return { wantsHelp: true };

  const options: Record<string, OptionValue> = {};
  const flags: Partial<Record<SettingName, string>> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option' || token.name in globalOptions) continue;
    const spec: { type: string; multiple?: boolean } | undefined = known[token.name];
    if (!spec) throw new UsageError(unknownOption(name, token.rawName, Object.keys(known)));
    const value = valueOf(token, spec.type);
    const setting = settings.get(token.name);
    if (setting ? setting in flags : token.name in options && !spec.multiple) {
      throw new UsageError(`${token.rawName} is given twice.`);
    }
    if (setting) flags[setting] = String(value);
    else if (spec.multiple)
      options[token.name] = [...((options[token.name] as string[] | undefined) ?? []), String(value)];
    else options[token.name] = value;
  }
  checkPositionals(name, command, positionals);
  return { wantsHelp: false, options, positionals, flags };
}

function valueOf(
  token: { rawName: string; value: string | undefined; inlineValue: boolean | undefined },
  type: string,
) {
  if (type === 'boolean') {
    if (token.inlineValue) throw new UsageError(`${token.rawName} takes no value.`);
    return true;
  }
  if (token.value === undefined) throw new UsageError(`${token.rawName} needs a value.`);
  const looksLikeOption = token.inlineValue !== true && /^--?[a-z]/.test(token.value);
  if (looksLikeOption)
    throw new UsageError(`${token.rawName} needs a value (write ${token.rawName}=${token.value} if you mean that).`);
  return token.value;
}

/** `--demo` and `--no-demo` stand for `--demo=true` and `--demo=false`. */
function spellOutBooleans(words: readonly string[], settings: ReadonlyMap<string, SettingName>): string[] {
  if (!settings.has('demo')) return [...words];
  return words.flatMap((word, at) => {
    if (word === '--no-demo') return ['--demo=false'];
    const next = words[at + 1];
    return word === '--demo' && next !== 'true' && next !== 'false' ? ['--demo=true'] : [word];
  });
}

function checkPositionals(
  name: string,
  { positionals: { min, max, what = 'argument' } }: Command,
  given: readonly string[],
): void {
  if (given.length < min) throw new UsageError(`myevents ${name} needs a ${what}.`);
  if (given.length > max) throw new UsageError(`myevents ${name} does not take ${JSON.stringify(given[max])}.`);
}

function unknownOption(command: string, option: string, known: readonly string[]): string {
  const near = closest(option.replace(/^-+/, ''), known);
  return `myevents ${command} has no option ${option}.${near ? ` Did you mean --${near}?` : ''}`;
}

/** The known word at most two edits away, or undefined. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((candidate) => ({ candidate, edits: editDistance(word, candidate) }));
  ranked.sort((left, right) => left.edits - right.edits);
  const best = ranked[0];
  return best && best.edits <= 2 && best.edits < word.length ? best.candidate : undefined;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
