import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { bookingQuery, toBookingRead } from '../bookings/queries.ts';
import { endAttempt, keyOfAttempt, type PaymentBody } from './attempt.ts';

const attemptsMax = 5;

/** Paying a booking. Whatever happens on the way, the booking is read again and says what is true. */
export function usePayment(bookingId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const { queryKey } = bookingQuery(api, bookingId);

  const mutation = useMutation({
    mutationFn: async (body: PaymentBody) => {
      const askedAt = performance.now();
      const header = { 'Idempotency-Key': keyOfAttempt(sessionStorage, bookingId, body) };
      const params = { path: { bookingId }, header };
      const booking = await dataOf(api.POST('/v1/bookings/{bookingId}/payment', { params, body }));
      return toBookingRead(booking, askedAt);
    },
    retry: (count, error) => count < attemptsMax && error instanceof ApiProblem && error.isPassing,
    retryDelay: (count) => Math.min(8000, 1000 * 2 ** count),
    onSuccess: (read) => {
      if (read.booking.status === 'confirmed') endAttempt(sessionStorage, bookingId);
      queries.setQueryData(queryKey, read);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && !error.isPassing) endAttempt(sessionStorage, bookingId);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['bookings'] }),
  });
  return mutation;
}
