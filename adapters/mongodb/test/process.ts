import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A script as a process of its own, killed with its scope. */
export interface TestProcess extends AsyncDisposable {
  readonly lines: readonly string[];
  readonly ended: Promise<unknown>;
  /** SIGKILL. */
  kill(): void;
}

export function startProcess(script: URL, ...args: readonly string[]): TestProcess {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'close');
  const kill = () => child.kill('SIGKILL');
  return {
    lines,
    ended,
    kill,
    async [Symbol.asyncDispose]() {
      kill();
      await ended;
    },
  };
}
