import type { SettingName } from './config.ts';

/** One `--option` of a command, apart from the settings, which are options too. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help: `--url <address>`. */
  readonly value?: string;
  readonly help: string;
  readonly multiple?: boolean;
}

export type OptionValue = string | boolean | readonly string[] | undefined;

/** What a command was called with, already parsed: unknown options never arrive here. */
export interface Invocation {
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly positionals: readonly string[];
  /** Settings given as flags; they win over the environment. */
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
}

/** A subcommand of `myevents`, loaded only when it is called. */
export interface Command {
  /** What comes behind the name: `FILE [options]`. */
  readonly usage: string;
  /** Paragraphs of the help. */
  readonly about: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** The settings it reads, from the environment or flags. */
  readonly settings: readonly SettingName[];
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Beyond 0, 1, 64 and 78, or what they mean here. */
  readonly exits?: readonly { readonly code: number; readonly means: string }[];
  /** How many names it takes behind the options. */
  readonly positionals: { readonly min: number; readonly max: number; readonly what?: string };
  /** Answers the exit code. @throws Failure for what the operator should read. */
  run(invocation: Invocation): Promise<number>;
}
