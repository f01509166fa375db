import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const withinMs = 150_000;

/** Torments an engine. Each resolves when it has happened; `up` when the engine answers again. */
export interface EngineControl {
  /** SIGKILL. */
  kill(): Promise<void>;
  up(): Promise<void>;
  /** It stands still: connections stay open and nothing answers. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** As an operator stops it. */
  down(): Promise<void>;
}

/**
 * Through the program that ENGINE_CONTROL names, called as `kill|up|pause|resume|down ENGINE`. Default: the services of compose.yaml.
 */
export function createEngineControl(engine: string): EngineControl {
  const program = process.env['ENGINE_CONTROL'] ?? `${import.meta.dirname}/compose-control.sh`;
  const call = (verb: string) => async () => {
    try {
      await run(program, [verb, engine], { timeout: withinMs });
    } catch (cause) {
      throw new Error(`${verb} ${engine} failed: ${String((cause as { stderr?: string }).stderr ?? cause)}`, { cause });
    }
  };
  return { kill: call('kill'), up: call('up'), pause: call('pause'), resume: call('resume'), down: call('down') };
}
