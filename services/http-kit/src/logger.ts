import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

export interface LogOptions {
  readonly level?: LoggerOptions['level'];
  /** Where the lines go; standard output if left out. */
  readonly destination?: DestinationStream;
}

/** Never in a log, whoever passes it by mistake. */
const secret = [
  'name',
  'names',
  'email',
  'userId',
  'token',
  'key',
  'apiKey',
  'authorization',
  'cookie',
  'body',
  'query',
  'url',
];

/** JSON lines. Bodies, query strings, names, mail addresses, tokens and keys are taken out. */
export function createLogger({ level = 'info', destination }: LogOptions = {}): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), remove: true },
    serializers: { err: toLoggedError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error's own further fields may hold data of the request, so they stay out. */
function toLoggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.cause === undefined ? {} : { cause: toLoggedError(error.cause) }),
  };
}
