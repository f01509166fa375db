import { touch } from '@myevents/http-kit';
import type { FastifyPluginAsync } from 'fastify';

/** A gate that holds answers back until the test lets them go. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** Stands for the services: shows and events whose content is their version, and a list of them. */
export class FakeShop {
  readonly versions = new Map<string, number>();
  readonly fills = new Map<string, number>();
  /** Read first, then held back here: the answer is what was true before. */
  gate: Gate | undefined;
  /** If true every answer has a gate of its own here, in order of the questions. */
  hasOwnGates = false;
  readonly gates: Gate[] = [];
  expiresAtMs: number | undefined;
  padding = '';
  cacheControl = 'public, max-age=1';

  versionOf(stream: string): number {
    return this.versions.get(stream) ?? 1;
  }

  write(stream: string): number {
    const version = this.versionOf(stream) + 1;
    this.versions.set(stream, version);
    return version;
  }

  #gateOf(): Gate | undefined {
    if (!this.hasOwnGates) return this.gate;
    const gate = createGate();
    this.gates.push(gate);
    return gate;
  }

  readonly plugin: FastifyPluginAsync = async (app) => {
    const read = async (stream: string) => {
      const version = this.versionOf(stream);
      this.fills.set(stream, (this.fills.get(stream) ?? 0) + 1);
      await this.#gateOf()?.opened;
      return version;
    };
    for (const [kind, path] of [
      ['show', '/v1/shows/:id/availability'],
      ['event', '/v1/events/:id'],
    ] as const) {
      app.get<{ Params: { id: string } }>(path, { schema: { querystring: anyQuery } }, async (request, reply) => {
        const stream = `${kind}/${request.params.id}`;
        const version = await read(stream);
        touch(reply, [{ stream, version }], { expiresAtMs: this.expiresAtMs });
        return reply
          .header('cache-control', this.cacheControl)
          .header('etag', `"${version}"`)
          .send({ version, padding: this.padding });
      });
      app.post<{ Params: { id: string } }>(`/v1/${kind}s/:id/writes`, async (request, reply) => {
        const stream = `${kind}/${request.params.id}`;
        const version = this.write(stream);
        touch(reply, [{ stream, version }]);
        return { version };
      });
    }
    app.get('/v1/events', { schema: { querystring: anyQuery } }, async (_request, reply) => {
      const version = await read('list');
      touch(reply, [{ stream: 'catalogue' }]);
      return reply.header('cache-control', this.cacheControl).send({ version });
    });
    app.get('/v1/locations', async (_request, reply) => reply.code(404).header('cache-control', 'public').send({}));
    app.get('/v1/bookings', async (_request, reply) => {
      await read('bookings');
      return reply.header('cache-control', 'private, no-store').send({ own: true });
    });
  };
}

const anyQuery = { type: 'object', additionalProperties: true };
