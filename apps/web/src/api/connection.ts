import { useSyncExternalStore } from 'react';
import { asOfHeader } from './kept-answer.ts';

/** Whether the server answers. `back` for a moment after it did not. */
export type Connection = 'there' | 'away' | 'back';

const askEveryMs = { first: 1000, most: 15_000 };
const backForMs = 4000;

let state: Connection = 'there';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const comebacks = new Set<() => void>();

function become(next: Connection): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

/** Somebody got no answer: from now on the server is asked, ever more rarely, until it is there. */
function noteAway(): void {
  if (state === 'away') return;
  become('away');
  clearTimeout(timer);
  ask(askEveryMs.first);
}

function ask(afterMs: number): void {
  timer = setTimeout(() => {
    void isThere().then((answers) => (answers ? noteReached() : ask(Math.min(askEveryMs.most, afterMs * 1.6))));
  }, afterMs);
}

async function isThere(): Promise<boolean> {
  const answer = await globalThis.fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  return answer?.ok === true;
}

function noteReached(): void {
  if (state !== 'away') return;
  clearTimeout(timer);
  become('back');
  timer = setTimeout(() => become('there'), backForMs);
  for (const comeback of comebacks) comeback();
}

/** `fetch` that notices when nobody answers. An aborted request says nothing. */
export async function watchedFetch(request: Request): Promise<Response> {
  try {
    const response = await globalThis.fetch(request);
    // What this browser had kept is no word of the server.
    if (response.headers.has(asOfHeader)) noteAway();
    else noteReached();
    return response;
  } catch (error) {
    if (!request.signal.aborted) noteAway();
    throw error;
  }
}

/** How often to ask again: not while the server is away, since all is asked again when it is back. */
export function whileThere(everyMs: number): number | false {
  return !isAway() && everyMs;
}

export const isAway = (): boolean => state === 'away';

/** Calls back each time the server is there again. Answers with the end of it. */
export function onComeback(comeback: () => void): () => void {
  comebacks.add(comeback);
  return () => void comebacks.delete(comeback);
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => state,
    () => 'there',
  );
}
