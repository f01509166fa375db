import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// `npm run dev`: the server, started again when its sources change, and the web app with hot reload in front of it.

const root = join(import.meta.dirname, '..');
const port = process.env['PORT'] ?? '8080';
const run = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) =>
  spawn(process.execPath, [...args], { cwd, stdio: 'inherit', env: { ...process.env, ...env } });

const server = run(
  ['--watch-preserve-output', '--watch', 'apps/cli/src/main.ts', 'serve', ...process.argv.slice(2)],
  root,
);
const web = run([join(root, 'node_modules/vite/bin/vite.js')], join(root, 'apps/web'), {
  MYEVENTS_URL: process.env['MYEVENTS_URL'] ?? `http://127.0.0.1:${port}`,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.kill(signal);
    web.kill(signal);
  });
}
await Promise.race([once(server, 'exit'), once(web, 'exit')]);
server.kill();
web.kill();
