import { strict as assert } from 'node:assert';
import {
  bookingOf,
  type Decision,
  entryOf,
  type Show,
  type ShowCommand,
  type TierAvailability,
  tiersOf,
} from '../src/index.ts';
import type { World } from './model/world.ts';

interface Moment {
  readonly show: Show;
  /** Only asked which ids there ever were. */
  readonly world: World;
  readonly command: ShowCommand;
  readonly decision: Decision;
  readonly tiersBefore: readonly TierAvailability[];
}

/** What is promised at every version, read from the public face alone: no rule's outcome is taken from the model. */
export function checkPromises(moment: Moment): void {
  checkInventory(moment);
  checkSeats(moment);
  checkLines(moment);
  checkAcceptance(moment);
  if (moment.decision.outcome !== 'accepted' && moment.decision.events.length === 0) {
    assert.deepEqual(tiersOf(moment.show), moment.tiersBefore);
  }
}

const liveBookings = ({ show, world }: Moment) =>
  world.bookings
    .flatMap(({ id }) => bookingOf(show, id) ?? [])
    .filter(({ status }) => status === 'held' || status === 'confirmed');
const waitingEntries = ({ show, world }: Moment) =>
  world.entries.flatMap(({ entryId }) => entryOf(show, entryId) ?? []).filter(({ status }) => status === 'waiting');

/** Conservation, and nothing oversold: the counters are those of the bookings themselves. */
function checkInventory(moment: Moment): void {
  const live = liveBookings(moment);
  for (const tier of tiersOf(moment.show)) {
    const ticketsWith = (status: string): number =>
      live
        .filter((booking) => booking.status === status)
        .flatMap(({ tickets }) => tickets)
        .filter((one) => one.tier === tier.id).length;
    assert.equal(tier.held, ticketsWith('held'));
    assert.equal(tier.booked, ticketsWith('confirmed'));
    assert.ok(tier.available >= 0 && tier.reservedForWaitlist >= 0);
    assert.equal(tier.available + tier.reservedForWaitlist + tier.held + tier.booked, tier.capacity);
    const wished = moment.show.isCancelled ? 0 : moment.show.settings?.tiers.find(({ id }) => id === tier.id)?.capacity;
    if (typeof wished === 'number') assert.equal(tier.capacity, Math.max(wished, tier.held + tier.booked));
  }
}

function checkSeats(moment: Moment): void {
  const seats = liveBookings(moment).flatMap(({ tickets }) => tickets.flatMap(({ seat }) => seat ?? []));
  assert.equal(new Set(seats).size, seats.length, 'a seat is in two bookings');
}

/** Rule 5 as an outsider sees it: nobody waits who could have been offered tickets, and positions count those before. */
function checkLines(moment: Moment): void {
  for (const tier of tiersOf(moment.show)) {
    const line = waitingEntries(moment)
      .filter((entry) => entry.tier === tier.id)
      .toSorted((one, other) => one.position - other.position);
    const free = tier.available + tier.reservedForWaitlist;
    const head = line.find(({ quantity }) => quantity <= free + tier.held);
    if (head !== undefined) assert.ok(head.quantity > free, 'the head of the line fits and waits');
    assert.equal(tier.available, head === undefined ? free : 0);
    assert.deepEqual(
      line.map(({ position }) => position),
      line.map((_, index) => index + 1),
    );
    let ahead = 0;
    for (const entry of line) {
      assert.equal(entry.ahead, ahead);
      ahead += entry.quantity;
    }
    assert.equal(tier.waiting, ahead);
  }
}

/** All or nothing, at most so many for each user, one live booking or entry a name. */
function checkAcceptance(moment: Moment): void {
  const { show, command, decision } = moment;
  if (decision.outcome !== 'accepted' || (command.type !== 'HoldTickets' && command.type !== 'JoinWaitlist')) return;
  if (command.type === 'HoldTickets') {
    const wanted = command.lines.reduce((sum, { quantity, seats }) => sum + (quantity ?? seats?.length ?? 0), 0);
    assert.equal(bookingOf(show, command.booking.bookingId)?.tickets.length, wanted);
  }
  const live = liveBookings(moment);
  const waiting = waitingEntries(moment);
  const policy = show.settings?.policy;
  const ofUser = [
    ...live.filter(({ userId }) => userId === command.userId).map(({ tickets }) => tickets.length),
    ...waiting.filter(({ userId }) => userId === command.userId).map(({ quantity }) => quantity),
  ];
  assert.ok(ofUser.reduce((sum, tickets) => sum + tickets, 0) <= (policy?.maxTicketsPerUser ?? 0));
  if (policy?.uniqueNames !== true) return;
  const names = [
    ...live.map(({ nameKey }) => nameKey),
    ...moment.world.entries
      .filter(({ entryId }) => waiting.some((one) => one.entryId === entryId))
      .map(({ nameKey }) => nameKey),
  ];
  assert.equal(names.filter((name) => name === command.nameKey).length, 1);
}
