/** What the process answers to its caller. 64 and 78 are those of sysexits.h. */
export const exitCodes = { done: 0, failed: 1, usage: 64, configuration: 78 } as const;

/** Something went wrong that the operator can understand and act on: its message is all that is printed, with this exit code. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
  readonly exitCode: number;

  constructor(message: string, options: { readonly exitCode?: number; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.exitCode = options.exitCode ?? exitCodes.failed;
  }
}

/** The command line itself is wrong: exit code 64, with a pointer to the help. */
export class UsageError extends Failure {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(message, { exitCode: exitCodes.usage });
  }
}

/** Settings are wrong or do not fit together: exit code 78, one line for each mistake. */
export class ConfigError extends Failure {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[], options: { readonly cause?: unknown } = {}) {
    super(mistakes.join('\n'), { ...options, exitCode: exitCodes.configuration });
    this.mistakes = mistakes;
  }
}
