import type { ShowCommand } from '../commands.ts';
import { known } from '../present.ts';
import { aboutShow, accept, type Ruling } from '../ruling.ts';
import type { Show } from '../show.ts';

/** What the user has in the show now, ten tickets at most; nothing happens a second time. */
export function ruleErase(
  show: Show,
  { userId }: Extract<ShowCommand, { type: 'ErasePersonal' }>,
  now: number,
): Ruling {
  const bookings = (show.users.get(userId)?.ids ?? []).map((id) => known(show.bookings, id));
  const offered = bookings.flatMap(({ entryId = '' }) => show.offered.get(entryId) ?? []);
  const waiting = [show.room, ...show.closing].flatMap(({ users, entries }) =>
    (users.get(userId)?.ids ?? []).flatMap((id) => entries.get(id) ?? []),
  );
  const bookingIds = bookings.filter(({ isErased }) => !isErased).map(({ id }) => id);
  const entryIds = [...offered, ...waiting].filter(({ isErased }) => !isErased).map(({ entryId }) => entryId);
  if (bookingIds.length + entryIds.length === 0) return accept(aboutShow);
  return accept(aboutShow, { type: 'PersonalErased', at: now, userId, bookingIds, entryIds });
}
