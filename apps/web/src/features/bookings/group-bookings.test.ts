import { describe, expect, it } from 'vitest';
import { groupBookings, groupOf } from './group-bookings.ts';
import type { Booking, Show } from './queries.ts';

const now = Date.parse('2030-05-01T12:00:00Z');
const showAt = (startsAt: string, endsAt: string) => ({ startsAt, endsAt, status: 'scheduled' }) as Show;
const soon = showAt('2030-05-02T18:00:00Z', '2030-05-02T20:00:00Z');
const later = showAt('2030-06-02T18:00:00Z', '2030-06-02T20:00:00Z');
const running = showAt('2030-05-01T11:00:00Z', '2030-05-01T13:00:00Z');
const over = showAt('2030-04-30T18:00:00Z', '2030-04-30T20:00:00Z');
const of = (status: Booking['status'], id = status as string) =>
  ({ id, status, heldAt: '2030-04-01T00:00:00Z' }) as Booking;

describe('the groups of bookings', () => {
  it('keep a show among what comes until it is over', () => {
    expect(groupOf(of('confirmed'), running, now)).toBe('upcoming');
    expect(groupOf(of('confirmed'), over, now)).toBe('past');
    expect(groupOf(of('held'), soon, now)).toBe('upcoming');
    expect(groupOf(of('confirmed'), undefined, now)).toBe('upcoming');
  });

  it('put aside what came to nothing', () => {
    for (const status of ['expired', 'released', 'cancelled'] as const)
      expect(groupOf(of(status), soon, now)).toBe('ended');
    expect(groupOf(of('confirmed'), { ...soon, status: 'cancelled' }, now)).toBe('ended');
    expect(groupOf(of('held'), over, now)).toBe('ended');
  });

  it('begin with what comes first', () => {
    const groups = groupBookings(
      [
        { booking: of('confirmed', 'later'), show: later },
        { booking: of('confirmed', 'soon'), show: soon },
        { booking: of('expired'), show: soon },
      ],
      now,
    );
    expect(groups.upcoming.map(({ booking }) => booking.id)).toEqual(['soon', 'later']);
    expect(groups.ended).toHaveLength(1);
  });
});
