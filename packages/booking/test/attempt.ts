import { owedActions, type ShowCommand, type TicketLine } from '../src/index.ts';
import type { Drive } from './drive.ts';
import { isLive, type ModelBooking, pendingOf, planRows, type World } from './model/world.ts';
import type { Action, Answer, Line, Which } from './scenario.ts';

type Command<T extends ShowCommand['type']> = Extract<ShowCommand, { type: T }>;

/** The command of an action, given what there is at this moment. */
export function toCommand(drive: Drive, action: Action, now: number): ShowCommand {
  const { world } = drive;
  switch (action.do) {
    case 'configure':
      return {
        type: 'ConfigureShow',
        now,
        settings: action.settings,
        catalogueVersion: nextCatalogueVersion(drive, action.isOld),
      };
    case 'cancel':
      return { type: 'CancelShow', now, catalogueVersion: nextCatalogueVersion(drive, action.isOld) };
    case 'hold': {
      const lines = action.lines.map((line) => toLine(world, line));
      const tickets = lines.reduce((sum, { quantity, seats }) => sum + count(quantity ?? seats?.length ?? 0), 0);
      return { type: 'HoldTickets', now, lines, ...person(drive, action, tickets), ...request(action.key) };
    }
    case 'join': {
      const made = person(drive, action, count(action.quantity));
      const { tier } = toLine(world, action);
      return {
        type: 'JoinWaitlist',
        now,
        entryId: `wtl_${drive.made}`,
        tier,
        quantity: action.quantity,
        ...made,
        ...request(action.key),
      };
    }
    case 'leave': {
      const present = world.entries.filter(({ status }) => status === 'waiting' || status === 'offered');
      return { type: 'LeaveWaitlist', now, entryId: pick(world.entries, present, action.which)?.entryId ?? 'wtl_none' };
    }
    case 'extend':
      return { type: 'ExtendHold', now, bookingId: pickBooking(world, action.which).id, ...request(action.key) };
    case 'end':
      return { type: 'EndBooking', now, bookingId: pickBooking(world, action.which).id };
    case 'return': {
      const { id, tickets } = pickBooking(world, action.which);
      const ticketId = tickets[action.ticket % Math.max(1, tickets.length)]?.id ?? 'tkt_none';
      return { type: 'ReturnTicket', now, bookingId: id, ticketId };
    }
    case 'pay':
      return toPayment(drive, action, now);
    case 'answer':
      return toAnswer(world, pickAttempt(world, action.which), action.answer, now);
    case 'settle':
      return settleFirst(drive, action.isDeclined, now);
    case 'erase':
      return { type: 'ErasePersonal', now, userId: `user${action.user}` };
    case 'tick':
      return { type: 'Tick', now };
    default:
      return action satisfies never;
  }
}

function toLine(world: World, { tier: index, quantity, seats }: Line): TicketLine {
  const tiers = world.settings?.tiers ?? [];
  const tier = index === 99 ? 'Z' : (tiers[index % Math.max(1, tiers.length)]?.id ?? 'A');
  const ofTier = planRows(world)
    .flatMap((row) => row.seats)
    .filter((one) => one.tier === tier);
  const toSeat = (seat: number): string =>
    seat === 99 ? 'R1-1' : (ofTier[seat % Math.max(1, ofTier.length)]?.id ?? 'R9-9');
  const isSeated = tiers.some(({ id, capacity }) => id === tier && capacity === null);
  // Seats of a tier without any are asked for only now and then.
  if (quantity === undefined && seats !== undefined && !isSeated && seats[0] !== 0)
    return { tier, quantity: seats.length };
  return {
    tier,
    ...(quantity === undefined ? {} : { quantity }),
    ...(seats === undefined ? {} : { seats: seats.map(toSeat) }),
  };
}

function pick<T>(all: readonly T[], live: readonly T[], { index, isAny }: Which): T | undefined {
  const list = isAny || live.length === 0 ? all : live;
  return list[list.length - 1 - (index % Math.max(1, list.length))];
}

function pickBooking(world: World, which: Which): Pick<ModelBooking, 'id' | 'tickets' | 'attempts'> {
  return pick(world.bookings, world.bookings.filter(isLive), which) ?? { id: 'bkg_none', tickets: [], attempts: [] };
}

interface About {
  readonly bookingId: string;
  readonly attempt: string;
}

function pickAttempt(world: World, which: Which): About {
  const all = world.bookings.flatMap(({ id, attempts }) => attempts.map(({ attempt }) => ({ bookingId: id, attempt })));
  const pending = world.bookings.flatMap((booking) => {
    const attempt = pendingOf(booking)?.attempt;
    return attempt === undefined ? [] : [{ bookingId: booking.id, attempt }];
  });
  return pick(all, pending, which) ?? { bookingId: pickBooking(world, which).id, attempt: 'pay_none' };
}

function count(quantity: number): number {
  return Number.isInteger(quantity) && quantity > 0 ? quantity : 0;
}

function nextCatalogueVersion(drive: Drive, isOld: boolean): number {
  if (!isOld) drive.catalogueVersion += 1;
  return Math.max(1, drive.catalogueVersion - (isOld ? 1 : 0));
}

function request(key: { readonly key: number; readonly body: number } | undefined): {
  request?: { key: string; bodyHash: string };
} {
  return key === undefined ? {} : { request: { key: `key${key.key}`, bodyHash: `body${key.body}` } };
}

function person(
  drive: Drive,
  { user, name }: { readonly user: number; readonly name: number },
  tickets: number,
): Pick<Command<'HoldTickets'>, 'booking' | 'userId' | 'nameKey' | 'personal'> {
  drive.made += 1;
  const { made } = drive;
  const ticketIds = Array.from({ length: tickets }, (_, index) => `tkt_${made}_${index}`);
  const booking = { bookingId: `bkg_${made}`, code: `CODE${made}`, ticketIds };
  return { booking, userId: `user${user}`, nameKey: `name${name}`, personal: { name: `Name ${name}` } };
}

function toPayment(drive: Drive, action: Extract<Action, { do: 'pay' }>, now: number): ShowCommand {
  const held = drive.world.bookings.filter(({ status }) => status === 'held');
  const booking = pick(drive.world.bookings, held, action.which);
  const isFree = (booking?.tickets ?? []).every(({ priceMinor }) => priceMinor === 0);
  drive.made += 1;
  const method = isFree === action.isUnfit ? 'test' : 'free';
  const bookingId = booking?.id ?? 'bkg_none';
  return { type: 'StartPayment', now, bookingId, attempt: `pay_${drive.made}`, method, ...request(action.key) };
}

function toAnswer(world: World, { bookingId, attempt }: About, answer: Answer, now: number): ShowCommand {
  switch (answer) {
    case 'authorised':
      return { type: 'RecordAuthorisation', now, bookingId, attempt };
    case 'declined':
      return { type: 'RecordDecline', now, bookingId, attempt, reason: 'no funds' };
    case 'captured':
      return { type: 'RecordCapture', now, bookingId, attempt };
    case 'voided':
      return { type: 'RecordVoid', now, bookingId, attempt };
    case 'refunded': {
      const refunds = world.bookings.find(({ id }) => id === bookingId)?.refunds ?? [];
      return { type: 'RecordRefund', now, bookingId, refund: refunds.at(-1)?.refund ?? 'refund-none' };
    }
    default:
      return answer satisfies never;
  }
}

/** Does what is owed first, as a process that settles payments would. */
function settleFirst({ show, world }: Drive, isDeclined: boolean, now: number): ShowCommand {
  for (const owed of owedActions(show)) {
    if (owed.action === 'refund') return { type: 'RecordRefund', now, bookingId: owed.bookingId, refund: owed.refund };
    const answers = { capture: 'captured', void: 'voided', find: isDeclined ? 'declined' : 'authorised' } as const;
    return toAnswer(world, owed, answers[owed.action], now);
  }
  return { type: 'Tick', now };
}
