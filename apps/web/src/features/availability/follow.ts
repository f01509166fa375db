import { mergeChange } from './merge-availability.ts';
import type { Availability } from './queries.ts';
import { readEvents } from './server-sent-events.ts';

/** How one show is followed; what touches the world comes from outside. */
export interface FollowOptions {
  /** Opens the stream. With the version that is known, nothing is sent until there is a newer one. */
  readonly openStream: (knownVersion: number | undefined, signal: AbortSignal) => Promise<Response>;
  /** Answers once there is something newer, or after a while with what there is. */
  readonly poll: (knownVersion: number, signal: AbortSignal) => Promise<Availability>;
  readonly known: () => Availability | undefined;
  readonly onAvailability: (availability: Availability) => void;
  readonly onLive: (isLive: boolean) => void;
  /** Resolves early if there is a reason to try again at once, and when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
}

/** The server says something every 15 s; silence for longer means a dead connection, or a proxy that keeps it all to itself. */
const silenceMsMax = 40_000;
const steadyMs = 30_000;
const failuresBeforePolling = 3;
const pollsBeforeStreaming = 12;
const pollGapMs = 1000;
const backoffMs = { first: 1000, most: 30_000 };

/** Half of it is chance, so that everybody who lost the same server does not come back at the same moment. */
export function toBackoffMs(failures: number, random: () => number): number {
  const full = Math.min(backoffMs.most, backoffMs.first * 2 ** Math.max(0, failures - 1));
  return full / 2 + (full / 2) * random();
}

/** Nothing to follow here, now and later. */
class NothingThere extends Error {}

/**
 * Keeps a show's availability in step until the signal aborts: by its stream, and by long polls where streams break again and again
 * (some networks cut or hold them). Streams are tried again from time to time.
 */
export async function followAvailability(options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { pause, now, random, onLive } = options;
  let failures = 0;
  while (!signal.aborted) {
    const startedAt = now();
    const isPolling = failures >= failuresBeforePolling;
    try {
      if (isPolling) await pollForAWhile(options, signal);
      else await streamOnce(options, signal);
      // A server that ends a stream in its own time is a server that goes; after some polls streams get one more chance.
      failures = isPolling ? failuresBeforePolling - 1 : failures + 1;
    } catch (error) {
      if (error instanceof NothingThere) break;
      failures += 1;
    }
    if (signal.aborted) break;
    if (!isPolling && now() - startedAt > steadyMs) failures = 1;
    onLive(false);
    await pause(toBackoffMs(failures, random), signal);
  }
  onLive(false);
}

async function streamOnce(options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { openStream, known, onAvailability, onLive } = options;
  const silence = new AbortController();
  const both = AbortSignal.any([signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), silenceMsMax);
  try {
    const response = await openStream(known()?.version, both);
    if (response.status === 404) throw new NothingThere();
    if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`);
    onLive(true);
    for await (const event of readEvents(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMsMax);
      if (event !== undefined) onAvailability(toAvailability(known(), event.type, event.data));
    }
  } finally {
    clearTimeout(timer);
  }
}

function toAvailability(known: Availability | undefined, type: string, data: string): Availability {
  const told = JSON.parse(data) as Availability;
  return type === 'change' && known !== undefined ? mergeChange(known, told) : told;
}

async function pollForAWhile(options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { poll, known, onAvailability, onLive, pause } = options;
  for (let polls = 0; polls < pollsBeforeStreaming && !signal.aborted; polls++) {
    onAvailability(await poll(known()?.version ?? 0, signal));
    onLive(true);
    await pause(pollGapMs, signal);
  }
}
