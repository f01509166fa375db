import { useEffect } from 'react';
import { asOfHeader, keptCache } from '../../api/kept-answer.ts';
import { startOffline } from '../../session/offline.ts';
import type { BookedTickets } from './use-booking.ts';

/** More bookings than that are not kept; the oldest goes. */
const bookingsMax = 50;
const bookingsPath = '/v1/bookings/';

/** Keeps a booking that was opened here, with what it is for, so that its tickets can be shown without a connection. */
export function useKeptOffline({ read, show, event, venue }: BookedTickets): void {
  useEffect(() => {
    if (read === undefined || read.asOf !== undefined || show === undefined || !('caches' in globalThis)) return;
    const { email: _email, ...booking } = read.booking;
    const answers = new Map<string, object>([[`${bookingsPath}${booking.id}`, booking]]);
    answers.set(`/v1/shows/${show.id}`, show);
    if (event !== undefined) answers.set(`/v1/events/${event.id}`, event);
    if (venue !== undefined) answers.set(`/v1/locations/${venue.id}`, venue);
    startOffline();
    // A browser that lends no room keeps nothing; the page is as good as ever with a connection.
    keep(answers, booking.status === 'held').catch(() => undefined);
  }, [read, show, event, venue]);
}

/** A hold is not kept: what can still be paid is never told from memory. */
async function keep(answers: ReadonlyMap<string, object>, isHeld: boolean): Promise<void> {
  const cache = await caches.open(keptCache);
  const asOf = new Date().toISOString();
  for (const [path, resource] of answers) {
    await cache.delete(path);
    if (isHeld && path.startsWith(bookingsPath)) continue;
    const headers = { 'content-type': 'application/json', [asOfHeader]: asOf };
    await cache.put(path, new Response(JSON.stringify(resource), { headers }));
  }
  const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(bookingsPath));
  await Promise.all(kept.slice(0, Math.max(0, kept.length - bookingsMax)).map((request) => cache.delete(request)));
}
