import type { ServerResponse } from 'node:http';
import type { Clock } from '@myevents/ports';
import type { Sales } from '../sale/sales.ts';
import { pushEveryMs } from './broadcaster.ts';
import type { Changes } from './changes.ts';
import { type Frame, readFrame, toChange } from './frames.ts';

export interface StreamClient {
  readonly showId: string;
  readonly hasSeats: boolean;
  /** The version the client says it has, from Last-Event-ID. */
  readonly knownVersion: number | undefined;
  /** Its headers are written; from here on it belongs to the stream. */
  readonly response: Pick<ServerResponse, 'write' | 'end' | 'on' | 'writableNeedDrain' | 'destroyed'>;
}

/** Server-sent events of availability: the whole once, then what changed; `id:` is the show's version. */
export interface AvailabilityStreams {
  open(client: StreamClient): void;
  count(): number;
  /** Ends every stream; the browsers come again, to another process. */
  close(): void;
}

const heartbeatMs = 15_000;
/** What another process changed is told, but may be missed: so often it is read again. */
const readAgainMs = 5_000;

interface Client extends StreamClient {
  sent: Frame | undefined;
}

/** The clients of one show that see the same: each change is read and written out once for all of them. */
interface Hub {
  readonly clients: Set<Client>;
  stop: () => void;
  isScheduled: boolean;
  pushedAt: number;
}

export function createAvailabilityStreams(options: {
  readonly sales: Pick<Sales, 'read' | 'view'>;
  readonly changes: Changes;
  readonly clock: Clock;
}): AvailabilityStreams {
  const { sales, changes, clock } = options;
  const hubs = new Map<string, Hub>();
  let cancelHeartbeat: (() => void) | undefined;
  let cancelReading: (() => void) | undefined;

  function join(client: Client): void {
    const key = keyOf(client);
    let hub = hubs.get(key);
    if (!hub) {
      hub = { clients: new Set(), isScheduled: false, pushedAt: Number.NEGATIVE_INFINITY, stop: () => undefined };
      hub.stop = changes.subscribe(client.showId, () => schedule(key));
      hubs.set(key, hub);
    }
    hub.clients.add(client);
    client.response.on('close', () => leave(client));
    client.response.on('drain', () => schedule(key));
    cancelHeartbeat ??= clock.setTimer(beat, heartbeatMs);
    cancelReading ??= clock.setTimer(readAgain, readAgainMs);
    // Its first frame comes at once, whatever the others got lately.
    void push(key, [client]);
  }

  function leave(client: Client): void {
    const key = keyOf(client);
    const hub = hubs.get(key);
    hub?.clients.delete(client);
    if (!hub || hub.clients.size > 0) return;
    hub.stop();
    hubs.delete(key);
  }

  /** At most one push in 50 ms; the newest wins. */
  function schedule(key: string): void {
    const hub = hubs.get(key);
    if (!hub || hub.isScheduled) return;
    hub.isScheduled = true;
    clock.setTimer(
      () => {
        hub.isScheduled = false;
        hub.pushedAt = clock.monotonic();
        void push(key, hub.clients);
      },
      Math.max(0, hub.pushedAt + pushEveryMs - clock.monotonic()),
    );
  }

  async function push(key: string, clients: Iterable<Client>): Promise<void> {
    const [first] = clients;
    if (!first || !hubs.has(key)) return;
    try {
      const frame = await readFrame(sales, first.showId, first);
      const written = new Map<Frame | undefined, string>();
      for (const client of clients) send(client, frame, written);
    } catch {
      // The store is away; the next change, or the client's next connection, tells what there is.
    }
  }

  function send(client: Client, frame: Frame, written: Map<Frame | undefined, string>): void {
    const { sent, response, knownVersion } = client;
    // A client that does not read gets the newest only, once it reads again.
    if (response.destroyed || response.writableNeedDrain) return;
    client.sent = frame;
    if (sent === undefined && knownVersion === frame.version) return;
    let text = written.get(sent);
    if (text === undefined) {
      const change = sent === undefined ? frame : toChange(sent, frame);
      text = change === undefined ? '' : toText(change, { isWhole: change === frame });
      written.set(sent, text);
    }
    if (text !== '') response.write(text);
  }

  function beat(): void {
    for (const { clients } of hubs.values()) {
      for (const { response } of clients) if (!response.writableNeedDrain) response.write(': still here\n\n');
    }
    cancelHeartbeat = hubs.size === 0 ? undefined : clock.setTimer(beat, heartbeatMs);
  }

  function readAgain(): void {
    for (const key of hubs.keys()) schedule(key);
    cancelReading = hubs.size === 0 ? undefined : clock.setTimer(readAgain, readAgainMs);
  }

  return {
    open: (client) => join({ ...client, sent: undefined }),
    count: () => [...hubs.values()].reduce((sum, { clients }) => sum + clients.size, 0),
    close() {
      cancelHeartbeat?.();
      cancelReading?.();
      for (const { clients, stop } of hubs.values()) {
        stop();
        for (const { response } of clients) response.end();
      }
      hubs.clear();
    },
  };
}

function keyOf({ showId, hasSeats }: StreamClient): string {
  return `${showId}/${hasSeats ? 'seats' : 'tiers'}`;
}

function toText(frame: Frame, { isWhole }: { readonly isWhole: boolean }): string {
  return `event: ${isWhole ? 'availability' : 'change'}\nid: ${frame.version}\ndata: ${JSON.stringify(frame)}\n\n`;
}
