import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import type {
  BookingBody,
  BookingResource,
  ShowResource,
  WaitlistBody,
  WaitlistEntry,
} from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { pathTo } from '../../paths.ts';
import { keepBuyerDetails, type Mine, rememberMine } from '../../session/buyer.ts';
import { keyOf, settle } from './intention.ts';

/** A lost or unknown outcome is asked for again with the same key before anybody is troubled. */
const attemptsMax = 3;
const firstPauseMs = 700;

const retrying = {
  retry: (count: number, error: Error) =>
    count < attemptsMax && error instanceof ApiProblem && error.isPassing && error.status !== 429,
  retryDelay: (count: number) => firstPauseMs * 2 ** count,
};

const isRefusal = (error: Error): boolean => error instanceof ApiProblem && !error.isPassing;

/** Holds tickets, or joins the line for them, and goes where it goes on. */
export function useBook(show: ShowResource, { onDone }: { readonly onDone: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const slots = { book: `myevents.intention.book.${show.id}`, wait: `myevents.intention.wait.${show.id}` };
  const path = { showId: show.id };

  function finish(to: string, mine: readonly Omit<Mine, 'showId' | 'at'>[], body: BookingBody | WaitlistBody): void {
    const at = new Date().toISOString();
    for (const one of mine) rememberMine({ ...one, showId: show.id, at });
    keepBuyerDetails({ name: body.name, ...(body.email === undefined ? {} : { email: body.email }) });
    onDone();
    navigate(to);
  }
  const onError = (slot: string) => (error: Error) => {
    if (!isRefusal(error)) return;
    settle(slot);
    void queries.invalidateQueries({ queryKey: ['availability', show.id] });
    void queries.invalidateQueries({ queryKey: ['show', show.id] });
  };

  const isUnderWay = useRef(false);
  const onSettled = () => {
    isUnderWay.current = false;
  };

  const book = useMutation<BookingResource, Error, BookingBody>({
    mutationFn: (body) =>
      dataOf(
        api.POST('/v1/shows/{showId}/bookings', {
          params: { path, header: { 'Idempotency-Key': keyOf(slots.book, body) } },
          body,
        }),
      ),
    ...retrying,
    onSuccess: (booking, body) => {
      settle(slots.book);
      finish(pathTo('checkout', { bookingId: booking.id }), [{ kind: 'booking', id: booking.id }], body);
    },
    onError: onError(slots.book),
    onSettled,
  });

  const wait = useMutation<WaitlistEntry, Error, WaitlistBody>({
    mutationFn: (body) =>
      dataOf(
        api.POST('/v1/shows/{showId}/waitlist', {
          params: { path, header: { 'Idempotency-Key': keyOf(slots.wait, body) } },
          body,
        }),
      ),
    ...retrying,
    onSuccess: (entry, body) => {
      settle(slots.wait);
      const mine = [{ kind: 'waitlistEntry', id: entry.id } as const];
      if (entry.status === 'offered' && entry.bookingId !== undefined) {
        const { bookingId } = entry;
        finish(pathTo('checkout', { bookingId }), [...mine, { kind: 'booking', id: bookingId }], body);
      } else finish(pathTo('wait', { entryId: entry.id }), mine, body);
    },
    onError: onError(slots.wait),
    onSettled,
  });

  return {
    book: (body: BookingBody) => start(() => book.mutate(body)),
    wait: (body: WaitlistBody) => start(() => wait.mutate(body)),
    error: book.error ?? wait.error,
    /** The same once more, under the same key. */
    again: () => {
      const { variables: booking } = book;
      const { variables: entry } = wait;
      if (book.error !== null && booking !== undefined) start(() => book.mutate(booking));
      else if (wait.error !== null && entry !== undefined) start(() => wait.mutate(entry));
    },
    isPending: book.isPending || wait.isPending,
    reset,
  };

  function reset(): void {
    book.reset();
    wait.reset();
  }
  /** What is under way is waited for, not begun a second time: not by a click in the same moment either. */
  function start(begin: () => void): void {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    reset();
    begin();
  }
}
