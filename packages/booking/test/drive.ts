import { strict as assert } from 'node:assert';
import {
  applyCommit,
  beginCommit,
  bookingOf,
  createShow,
  type Decision,
  decide,
  entryOf,
  fromSnapshot,
  inventoryDrift,
  isDue,
  owedActions,
  type Show,
  type ShowCommand,
  type ShowEvent,
  seatRowsOf,
  tiersOf,
  toSnapshot,
  wakeAt,
} from '../src/index.ts';
import { decideNaively } from './model/decide.ts';
import {
  bookingNaively,
  entryNaively,
  isDueNaively,
  owedKey,
  owedNaively,
  seatRowsNaively,
  tiersNaively,
  wakeNaively,
} from './model/views.ts';
import { createWorld, isKnownBooking, isKnownEntry, type World } from './model/world.ts';
import { checkPromises } from './promises.ts';
import { type Answer, type Step, startAt } from './scenario.ts';

/** A show and its model under the same commands, with everything that was committed. */
export interface Drive {
  readonly show: Show;
  readonly world: World;
  readonly commits: { version: number; at: number; events: ShowEvent[] }[];
  /** A process that took over from a snapshot and decides everything too. */
  shadow: Show | undefined;
  now: number;
  catalogueVersion: number;
  made: number;
  readonly attempts: { bookingId: string; attempt: string }[];
  readonly requests: Map<string, string>;
}

export function createDrive(): Drive {
  return {
    show: createShow('shw_1'),
    world: createWorld(),
    commits: [],
    shadow: undefined,
    now: startAt,
    catalogueVersion: 0,
    made: 0,
    attempts: [],
    requests: new Map(),
  };
}

/** Does one step on both sides; throws where they differ or where a promise is broken. */
export function take(drive: Drive, step: Step): void {
  drive.now += step.afterMs;
  const isSameCommit = step.isSameCommit && drive.commits.length > 0;
  const now = isSameCommit ? drive.now : drive.now - step.behindMs;
  const command = toCommand(drive, step, now);
  if (!isSameCommit) begin(drive, now);
  give(drive, command);
}

export function begin(drive: Drive, now: number): void {
  beginCommit(drive.show, now);
  if (drive.shadow !== undefined) beginCommit(drive.shadow, now);
  drive.world.isCommitOpen = false;
}

export function give(drive: Drive, command: ShowCommand): Decision {
  const { show, world } = drive;
  const before = { tiers: tiersOf(show), version: world.version };
  const decision = decide(show, command);
  const verdict = decideNaively(world, command);
  assert.deepEqual(decision, { ...verdict, events: world.events });
  if (drive.shadow !== undefined) assert.deepEqual(decide(drive.shadow, command), decision);
  record(drive, decision.events);
  compareViews(drive);
  checkPromises({ show, world, command, decision, tiersBefore: before.tiers });
  return decision;
}

function record({ show, commits }: Drive, events: readonly ShowEvent[]): void {
  if (events.length === 0) return;
  const last = commits.at(-1);
  if (last?.version === show.version) {
    last.events.push(...events);
    last.at = show.at;
  } else {
    commits.push({ version: show.version, at: show.at, events: [...events] });
  }
}

function compareViews({ show, world, now }: Drive): void {
  assert.deepEqual(tiersOf(show), tiersNaively(world));
  assert.deepEqual(seatRowsOf(show), seatRowsNaively(world));
  assert.equal(inventoryDrift(show), 0);
  if (show.begun === undefined) {
    assert.equal(show.version, world.version);
    assert.equal(wakeAt(show), wakeNaively(world));
    for (const at of [now, now + 5000, now + 60_000]) assert.equal(isDue(show, at), isDueNaively(world, at));
  }
  assert.deepEqual([...owedActions(show)].map(owedKey).toSorted(), owedNaively(world));
  for (const booking of world.bookings) {
    assert.deepEqual(bookingOf(show, booking.id), isKnownBooking(world, booking) ? bookingNaively(booking) : undefined);
  }
  for (const entry of world.entries) {
    const { bookingId, expiresAt, ...seen } = entryOf(show, entry.entryId) ?? {};
    assert.deepEqual(seen, isKnownEntry(world, entry) ? entryNaively(world, entry) : {});
    if (entry.status !== 'offered') continue;
    assert.equal(bookingId, entry.booking.bookingId);
    assert.equal(expiresAt, world.bookings.find(({ id }) => id === bookingId)?.expiresAt);
  }
}

/** Everything that can be read of a show. */
export function readAll(show: Show): unknown {
  return {
    state: toSnapshot(show),
    tiers: tiersOf(show),
    rows: seatRowsOf(show),
    owed: [...owedActions(show)],
    drift: inventoryDrift(show),
  };
}

/** From here on a second process, started from a snapshot, has to decide the same. */
export function startShadow(drive: Drive): void {
  drive.shadow = fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(drive.show))));
  assert.deepEqual(readAll(drive.shadow), readAll(drive.show));
  if (drive.show.begun !== undefined) beginCommit(drive.shadow, drive.show.at);
}

/** The log alone gives the same show, from its beginning and from any snapshot on. */
export function replay({ show, commits, shadow }: Drive): void {
  const stored = JSON.parse(JSON.stringify(commits)) as typeof commits;
  const replayed = stored.reduce(applyCommit, createShow(show.id));
  assert.deepEqual(readAll(replayed), readAll(show));
  if (shadow !== undefined) assert.deepEqual(readAll(shadow), readAll(show));
  const half = Math.floor(stored.length / 2);
  const first = stored.slice(0, half).reduce(applyCommit, createShow(show.id));
  const second = stored.slice(half).reduce(applyCommit, fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(first)))));
  assert.deepEqual(readAll(second), readAll(show));
}

function toCommand(drive: Drive, { action }: Step, now: number): ShowCommand {
  const { world } = drive;
  const pick = <T>(list: readonly T[], which: number): T | undefined => list[list.length - 1 - (which % list.length)];
  const booking = (which: number): { id: string; tickets: readonly { id: string }[] } =>
    pick(world.bookings, which) ?? { id: 'bkg_none', tickets: [] };
  const request = (key: { key: number; body: number } | undefined): { request?: { key: string; bodyHash: string } } =>
    key === undefined ? {} : { request: { key: `key${key.key}`, bodyHash: `body${key.body}` } };
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
      const tickets = action.lines.reduce((sum, { quantity, seats }) => sum + count(quantity ?? seats?.length ?? 0), 0);
      const { lines } = action;
      return { type: 'HoldTickets', now, lines, ...person(drive, action, tickets), ...request(action.key) };
    }
    case 'join': {
      const { tier, quantity } = action;
      const made = person(drive, action, count(quantity));
      return {
        type: 'JoinWaitlist',
        now,
        entryId: `wtl_${drive.made}`,
        tier,
        quantity,
        ...made,
        ...request(action.key),
      };
    }
    case 'leave':
      return { type: 'LeaveWaitlist', now, entryId: pick(world.entries, action.which)?.entryId ?? 'wtl_none' };
    case 'extend':
      return { type: 'ExtendHold', now, bookingId: booking(action.which).id, ...request(action.key) };
    case 'end':
      return { type: 'EndBooking', now, bookingId: booking(action.which).id };
    case 'return': {
      const { id, tickets } = booking(action.which);
      return { type: 'ReturnTicket', now, bookingId: id, ticketId: pick(tickets, action.ticket)?.id ?? 'tkt_none' };
    }
    case 'pay': {
      const bookingId = booking(action.which).id;
      drive.made += 1;
      const attempt = `pay_${drive.made}`;
      drive.attempts.push({ bookingId, attempt });
      return { type: 'StartPayment', now, bookingId, attempt, method: action.method, ...request(action.key) };
    }
    case 'answer':
      return toAnswer(drive, pick(drive.attempts, action.which), action.answer, now);
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

function count(quantity: number): number {
  return Number.isInteger(quantity) && quantity > 0 ? quantity : 0;
}

function nextCatalogueVersion(drive: Drive, isOld: boolean): number {
  if (!isOld) drive.catalogueVersion += 1;
  return Math.max(1, drive.catalogueVersion - (isOld ? 1 : 0));
}

function person(
  drive: Drive,
  { user, name }: { readonly user: number; readonly name: number },
  tickets: number,
): Pick<Extract<ShowCommand, { type: 'HoldTickets' }>, 'booking' | 'userId' | 'nameKey' | 'personal'> {
  drive.made += 1;
  const { made } = drive;
  const ticketIds = Array.from({ length: tickets }, (_, index) => `tkt_${made}_${index}`);
  const booking = { bookingId: `bkg_${made}`, code: `CODE${made}`, ticketIds };
  return { booking, userId: `user${user}`, nameKey: `name${name}`, personal: { name: `Name ${name}` } };
}

function toAnswer(
  { world }: Drive,
  about: { bookingId: string; attempt: string } | undefined,
  answer: Answer,
  now: number,
): ShowCommand {
  const { bookingId, attempt } = about ?? { bookingId: 'bkg_none', attempt: 'pay_none' };
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
function settleFirst(drive: Drive, isDeclined: boolean, now: number): ShowCommand {
  for (const owed of owedActions(drive.show)) {
    if (owed.action === 'refund') return { type: 'RecordRefund', now, bookingId: owed.bookingId, refund: owed.refund };
    const answers = { capture: 'captured', void: 'voided', find: isDeclined ? 'declined' : 'authorised' } as const;
    return toAnswer(drive, owed, answers[owed.action], now);
  }
  return { type: 'Tick', now };
}
