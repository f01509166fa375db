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
import { toCommand } from './attempt.ts';
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
import { type Step, startAt } from './scenario.ts';

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
  };
}

/** Does one step on both sides; throws where they differ or where a promise is broken. */
export function take(drive: Drive, step: Step): Decision {
  drive.now += step.afterMs;
  const isSameCommit = step.isSameCommit && drive.commits.length > 0;
  const now = isSameCommit ? drive.now : drive.now - step.behindMs;
  const command = toCommand(drive, step.action, now);
  if (!isSameCommit) begin(drive, now);
  return give(drive, command);
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
