import type { QueryClient } from '@tanstack/react-query';
import { type Api, dataOf } from '../../api/client.ts';
import { onComeback, watchedFetch } from '../../api/connection.ts';
import { followAvailability } from './follow.ts';
import { withoutSeats } from './merge-availability.ts';
import { type Availability, availabilityQuery } from './queries.ts';

export interface Follower {
  readonly withSeats: boolean;
  /** Whether it is live has changed. What it is comes through the query. */
  readonly onChange: () => void;
}

/** One connection a show, for all in this page who look at it. */
interface LiveShow {
  readonly followers: Set<Follower>;
  connection: { readonly withSeats: boolean; readonly controller: AbortController } | undefined;
  isLive: boolean;
}

interface Means {
  readonly api: Api;
  readonly queries: QueryClient;
}

/** A page that is replaced by another with the same show keeps the connection. */
const lingerMs = 1000;
/** Somebody who only looks into another tab for a moment misses nothing. */
const hiddenMsMax = 60_000;
const pollSeconds = 25;

const shows = new Map<string, LiveShow>();
const wakers = new Set<() => void>();
let isWatching = false;
let isAsleep = false;

export const isLive = (showId: string | undefined): boolean =>
  showId !== undefined && (shows.get(showId)?.isLive ?? false);

/** Follows a show. Answers with the end of it. */
export function followShow(showId: string, follower: Follower, means: Means): () => void {
  watchPage(means);
  const show = shows.get(showId) ?? { followers: new Set(), connection: undefined, isLive: false };
  shows.set(showId, show);
  show.followers.add(follower);
  connect(showId, show, means);
  return () => {
    show.followers.delete(follower);
    setTimeout(() => {
      if (show.followers.size > 0 || shows.get(showId) !== show) return;
      disconnect(show);
      shows.delete(showId);
    }, lingerMs);
  };
}

function connect(showId: string, show: LiveShow, { api, queries }: Means): void {
  const withSeats = [...show.followers].some((follower) => follower.withSeats);
  const isEnough = show.connection !== undefined && (show.connection.withSeats || !withSeats);
  if (isEnough || isAsleep || show.followers.size === 0) return;
  disconnect(show);
  const connection = { withSeats, controller: new AbortController() };
  show.connection = connection;
  const { queryKey } = availabilityQuery(api, showId, { withSeats });
  void followAvailability(
    {
      openStream: (version, signal) => openStream({ showId, withSeats, version }, signal),
      poll: (after, signal) =>
        dataOf(
          api.GET('/v1/shows/{showId}/availability', {
            params: { path: { showId }, query: { seats: withSeats, after, wait: pollSeconds } },
            signal,
          }),
        ),
      known: () => queries.getQueryData(queryKey),
      onAvailability(availability) {
        if (show.connection === connection) keep(availability);
      },
      onLive(now) {
        if (show.connection !== connection || show.isLive === now) return;
        show.isLive = now;
        for (const { onChange } of show.followers) onChange();
      },
      pause,
      now: () => performance.now(),
      random: Math.random,
    },
    connection.controller.signal,
  );

  function keep(availability: Availability): void {
    queries.setQueryData(queryKey, availability);
    if (withSeats) {
      queries.setQueryData(availabilityQuery(api, showId, { withSeats: false }).queryKey, withoutSeats(availability));
    }
  }
}

function disconnect(show: LiveShow): void {
  show.connection?.controller.abort();
  show.connection = undefined;
  if (!show.isLive) return;
  show.isLive = false;
  for (const { onChange } of show.followers) onChange();
}

function openStream(
  {
    showId,
    withSeats,
    version,
  }: { readonly showId: string; readonly withSeats: boolean; readonly version?: number | undefined },
  signal: AbortSignal,
): Promise<Response> {
  const url = new URL(
    `/v1/shows/${encodeURIComponent(showId)}/availability/stream?seats=${withSeats}`,
    location.origin,
  );
  const headers = version === undefined ? {} : { 'last-event-id': String(version) };
  return watchedFetch(new Request(url, { headers, cache: 'no-store', signal }));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      wakers.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    wakers.add(done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** Lets go of connections nobody looks at, and comes back with the page or the server. */
function watchPage(means: Means): void {
  if (isWatching) return;
  isWatching = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sleep = () => {
    isAsleep = true;
    for (const show of shows.values()) disconnect(show);
  };
  const wake = () => {
    clearTimeout(timer);
    isAsleep = false;
    for (const [showId, show] of shows) connect(showId, show, means);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') return wake();
    timer = setTimeout(sleep, hiddenMsMax);
  });
  // A page with an open connection could not be kept for the back button.
  addEventListener('pagehide', sleep);
  addEventListener('pageshow', ({ persisted }) => persisted && wake());
  onComeback(() => setTimeout(() => [...wakers].forEach((waker) => waker()), Math.random() * 1000));
}
