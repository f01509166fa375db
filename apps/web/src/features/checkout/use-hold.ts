import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { bookingQuery, toBookingRead } from '../bookings/queries.ts';

/** Letting go of a hold, or cancelling a booking that is paid. Asking twice changes nothing more. */
export function useEndBooking(bookingId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const askedAt = performance.now();
      const booking = await dataOf(api.DELETE('/v1/bookings/{bookingId}', { params: { path: { bookingId } } }));
      return toBookingRead(booking, askedAt);
    },
    onSuccess: (read) => queries.setQueryData(bookingQuery(api, bookingId).queryKey, read),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bookings'] }),
  });
}

/** More time, once. One page asks for it with one key, however often it is pressed. */
export function useExtendHold(bookingId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const key = useRef<string>(undefined);
  return useMutation({
    mutationFn: async () => {
      key.current ??= `extend-${crypto.randomUUID()}`;
      const params = { path: { bookingId }, header: { 'Idempotency-Key': key.current } };
      await dataOf(api.POST('/v1/bookings/{bookingId}/extension', { params, body: {} }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['bookings'] }),
  });
}

/** How long before its end a hold is read once more, and how often while its end is not yet told. */
const closeMs = 12_000;
const againMs = 1500;

/** Reads a hold again shortly before its end, at its end, and then until the server says what it is now. */
export function useReadNearEnd(deadline: number, isHeld: boolean, readAgain: () => void): void {
  const read = useRef(readAgain);
  read.current = readAgain;
  useEffect(() => {
    if (!isHeld) return;
    const left = deadline - performance.now();
    const timers = [
      ...(left > closeMs ? [setTimeout(() => read.current(), left - closeMs)] : []),
      setTimeout(() => read.current(), Math.max(againMs, left + 50)),
    ];
    return () => timers.forEach(clearTimeout);
  }, [deadline, isHeld]);
}
