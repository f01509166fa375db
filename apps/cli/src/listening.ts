import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { Failure } from './failure.ts';

type Where = Pick<Config, 'PORT' | 'HOST'>;

/** Looks before anything is opened or written. @throws Failure naming the setting that is in the way. */
export async function assertPortFree({ PORT, HOST }: Where): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ port: PORT, host: HOST, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    throw toFailure(error, { PORT, HOST });
  } finally {
    probe.close();
  }
}

/** Answers the address for people and other commands. @throws Failure naming the setting that is in the way. */
export async function listen(app: FastifyInstance, { PORT, HOST }: Where): Promise<string> {
  try {
    await app.listen({ port: PORT, host: HOST });
  } catch (error) {
    throw toFailure(error, { PORT, HOST });
  }
  const bound = app.server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : PORT;
  return `http://${nameOf(HOST)}:${port}`;
}

/** What to type into a browser on this machine. */
function nameOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function toFailure(cause: unknown, { PORT, HOST }: Where): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const messages: Record<string, string> = {
    EADDRINUSE: `PORT=${PORT} on ${HOST} is in use by another program: choose another with --port ${nextPort(PORT)} (or PORT=${nextPort(PORT)}; 0 takes any free one).`,
    EACCES: `PORT=${PORT} needs more rights than this user has: choose one from 1024 on, like --port 8080.`,
    EADDRNOTAVAIL: `HOST=${HOST} is no address of this machine: use 127.0.0.1.`,
    ENOTFOUND: `HOST=${HOST} is not known: use 127.0.0.1.`,
    EAI_AGAIN: `HOST=${HOST} is not known: use 127.0.0.1.`,
  };
  return messages[code] === undefined ? cause : new Failure(messages[code], { cause });
}

function nextPort(port: number): number {
  return port < 65_535 ? port + 1 : 8080;
}
