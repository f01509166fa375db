import type { Channel } from 'rabbitmq-client';
import { contentType, type Envelope } from './envelope.ts';
import { closeChannel, type Link } from './link.ts';

/** Sends what the next message makes old: at once or never, unconfirmed, and nothing is kept while the broker is away. */
export interface Broadcaster {
  /** `place`: what still waits under the same one is replaced. */
  send(exchange: string, place: string, envelope: Envelope): void;
  close(): Promise<void>;
}

/** What waits for a slow connection; the oldest gives way. */
const waitingMax = 1_000;

/** Nobody wants to hear it later than that. */
const expiresMs = 10_000;

interface Waiting {
  readonly exchange: string;
  readonly envelope: Envelope;
}

export function createBroadcaster(link: Link): Broadcaster {
  const waiting = new Map<string, Waiting>();
  let channel: Channel | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    try {
      if (!channel?.active) channel = await link.acquire();
      for (let first = waiting.entries().next(); !first.done; first = waiting.entries().next()) {
        const [place, { exchange, envelope }] = first.value;
        waiting.delete(place);
        const { routingKey, headers, body } = envelope;
        const expiration = String(expiresMs);
        await channel.basicPublish({ exchange, routingKey, headers: { ...headers }, contentType, expiration }, body);
      }
    } catch {
      waiting.clear();
    }
    running = undefined; // in one go with the look at what waits
  }

  return {
    send(exchange, place, envelope) {
      if (link.trouble() !== undefined) return;
      waiting.set(`${exchange} ${place}`, { exchange, envelope });
      if (waiting.size > waitingMax) waiting.delete(waiting.keys().next().value ?? '');
      running ??= run();
    },
    async close() {
      await running;
      await closeChannel(channel);
    },
  };
}
