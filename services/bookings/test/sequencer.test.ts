import { type ShowEvent, UnknownEventError } from '@myevents/booking';
import { type AppendEntry, type AppendOutcome, commitBytesMax } from '@myevents/ports';
import { beforeEach, describe, expect, it } from 'vitest';
import { toSettings } from '../src/catalogue/to-settings.ts';
import { createClockGuard } from '../src/clock-guard.ts';
import type { Outcome, UntimedCommand } from '../src/sale/commands.ts';
import { createShowLoader } from '../src/sale/load-show.ts';
import { createSequencer, type Sequencer } from '../src/sale/sequencer.ts';
import { seatedShow, smallShow } from './catalogue.ts';
import { createFakeTime } from './fake-clock.ts';
import { until } from './until.ts';

const showId = smallShow(1).id;

/** A log in an array, whose appends a test answers by hand or at once. */
function createDesk(
  options: { exclusive?: boolean; answers?: (n: number) => AppendOutcome; committed?: () => void } = {},
) {
  const time = createFakeTime();
  const clock = time.clock();
  const appended: AppendEntry[] = [];
  let isHeld = false;
  let release = Promise.withResolvers<void>();
  let asked = 0;
  const log = {
    async *read(_stream: string, afterVersion = 0) {
      yield* appended.map(({ commit }) => commit).filter(({ version }) => version > afterVersion);
    },
  };
  const committer = {
    async append(entry: AppendEntry): Promise<AppendOutcome> {
      asked += 1;
      if (isHeld) await release.promise;
      const outcome = options.answers?.(asked) ?? 'committed';
      if (outcome === 'committed') appended.push(entry);
      return outcome;
    },
  };
  const guard = createClockGuard(clock);
  const snapshots = { load: async () => undefined, save: async () => 0 };
  const failures: unknown[] = [];
  const nothing = () => undefined;
  const sequencer = createSequencer({
    showId,
    loader: createShowLoader({ log: log as never, snapshots, guard, clock }),
    committer,
    clock,
    guard,
    exclusive: options.exclusive ?? true,
    listener: {
      appending: nothing,
      committed: options.committed ?? nothing,
      moved: nothing,
      grown: nothing,
      decided: nothing,
      failed: (error) => void failures.push(error),
    },
  });
  return {
    sequencer,
    appended,
    failures,
    time,
    asked: () => asked,
    hold() {
      isHeld = true;
      release = Promise.withResolvers();
    },
    letGo() {
      isHeld = false;
      release.resolve();
    },
  };
}

let holders = 0;
function holdCommand(changes: Partial<Extract<UntimedCommand, { type: 'HoldTickets' }>> = {}): UntimedCommand {
  holders += 1;
  return {
    type: 'HoldTickets',
    booking: { bookingId: `bkg_${holders}`, code: 'C', ticketIds: [`tkt_${holders}`] },
    userId: `user-${holders}`,
    nameKey: `key-${holders}`,
    lines: [{ tier: 'regular', quantity: 1 }],
    personal: { name: 'N' },
    ...changes,
  };
}

const configure = (show = smallShow(1_000)): UntimedCommand => ({
  type: 'ConfigureShow',
  catalogueVersion: 1,
  settings: toSettings(show, { isPublished: true }),
});

const codeOf = async (asking: Promise<Outcome>) =>
  asking.then(
    ({ decision }) => decision.outcome,
    (error: { code?: string }) => error.code,
  );

describe('a sequencer', () => {
  let desk: ReturnType<typeof createDesk>;
  let sequencer: Sequencer;

  beforeEach(async () => {
    desk = createDesk();
    ({ sequencer } = desk);
    await sequencer.submit(configure());
  });

  it('makes one commit of what came while the last append was under way', async () => {
    desk.hold();
    const first = sequencer.submit(holdCommand());
    await until(() => desk.asked() === 2, 'the append');
    const others = Array.from({ length: 40 }, () => sequencer.submit(holdCommand()));
    desk.letGo();
    await Promise.all([first, ...others]);
    expect(desk.appended.map(({ commit }) => commit.events.length)).toEqual([1, 1, 40]);
    expect(new Set((await Promise.all(others)).map(({ version }) => version))).toEqual(new Set([3]));
  });

  it('keeps refusals back until what they rest on is durable', async () => {
    desk.hold();
    const held = sequencer.submit(holdCommand({ nameKey: 'same' }));
    const refused = sequencer.submit(holdCommand({ nameKey: 'same' }));
    let isAnswered = false;
    void refused.finally(() => {
      isAnswered = true;
    });
    await until(() => desk.asked() === 2, 'the append');
    expect(isAnswered).toBe(false);
    desk.letGo();
    expect([await codeOf(held), await codeOf(refused)]).toEqual(['accepted', 'refused']);
  });

  it('reads only what is durable', async () => {
    desk.hold();
    const held = sequencer.submit(holdCommand());
    await until(() => desk.asked() === 2, 'the append');
    expect(sequencer.view()?.tiers[0]?.held).toBe(0);
    const reading = sequencer.read((_show, { tiers }) => tiers[0]?.held);
    desk.letGo();
    await held;
    expect(await reading).toBe(1);
  });

  it('takes a bounded number of commands at once', async () => {
    desk.hold();
    void sequencer.submit(holdCommand());
    await until(() => desk.asked() === 2, 'the append');
    const waiting = Array.from({ length: 5_000 }, () => sequencer.submit({ type: 'Tick' }));
    expect(await codeOf(sequencer.submit(holdCommand()))).toBe('overloaded');
    desk.letGo();
    await Promise.all(waiting);
    expect(await codeOf(sequencer.submit(holdCommand()))).toBe('accepted');
  });

  it('never makes a commit too big for an engine', async () => {
    const long = '漢'.repeat(200);
    const row = 'Ränge/'.repeat(8);
    const rows = Array.from({ length: 40 }, (_, n) => ({
      key: `${row}${n}`,
      labels: ['1..100'],
      tiers: [['stalls', 100] as const],
    }));
    const show = seatedShow({ rows: rows as never });
    const other = createDesk();
    await other.sequencer.submit(configure(show));
    const ticketIds = Array.from({ length: 10 }, (_, n) => `tkt_01m7ydn6t0f20r4mfcxn0r37${n}`);
    const answers = Array.from({ length: 390 }, (_, n) =>
      other.sequencer.submit(
        holdCommand({
          booking: { bookingId: `bkg_01m7ydn6t0f20r4mfcxn0r${n}`, code: 'ABCDE-FGHIJ', ticketIds },
          lines: [{ tier: 'stalls', quantity: 10 }],
          userId: 'x'.repeat(120) + n,
          personal: { name: long, email: 'e'.repeat(254), ticketNames: ticketIds.map(() => long) },
        }),
      ),
    );
    expect(new Set(await Promise.all(answers.map(codeOf)))).toEqual(new Set(['accepted']));
    const sizes = other.appended.map(({ commit }) => Buffer.byteLength(JSON.stringify(commit)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(commitBytesMax);
    expect(sizes.length).toBeLessThan(60);
  });

  it('commits what is due in portions, and then the command', async () => {
    for (let n = 0; n < 700; n += 1) void sequencer.submit(holdCommand());
    await sequencer.idle();
    desk.time.advance(600_000);
    expect(await codeOf(sequencer.submit(holdCommand()))).toBe('accepted');
    expect(sequencer.view()?.tiers[0]).toMatchObject({ held: 1, available: 999 });
    const expired = desk.appended.flatMap(({ commit }) =>
      (commit.events as ShowEvent[]).filter(({ type }) => type === 'HoldExpired'),
    );
    expect(expired).toHaveLength(700);
    for (const { commit } of desk.appended) {
      expect(Buffer.byteLength(JSON.stringify(commit))).toBeLessThanOrEqual(commitBytesMax);
    }
  });
});

describe('a conflict', () => {
  it('has everything decided again on what was read anew', async () => {
    const desk = createDesk({ exclusive: false, answers: (n) => (n === 2 || n === 3 ? 'conflict' : 'committed') });
    await desk.sequencer.submit(configure());
    expect(await codeOf(desk.sequencer.submit(holdCommand()))).toBe('accepted');
    expect(desk.appended).toHaveLength(2);
  });

  it('is lived through a bounded number of times', async () => {
    const desk = createDesk({ exclusive: false, answers: (n) => (n > 1 ? 'conflict' : 'committed') });
    await desk.sequencer.submit(configure());
    expect(await codeOf(desk.sequencer.submit(holdCommand()))).toBe('overloaded');
    expect(desk.asked()).toBe(11);
  });
});

it('stops for good at an event it does not know', async () => {
  const desk = createDesk();
  await desk.sequencer.submit(configure());
  const commit = { stream: `show/${showId}`, version: 2, id: 'x', at: desk.time.now(), events: [{ type: 'New' }] };
  desk.appended.push({ commit, documents: [] });
  const other = createDesk();
  other.appended.push(...desk.appended);
  expect(await codeOf(other.sequencer.submit(holdCommand()))).toBe('overloaded');
  expect(other.sequencer.isStopped()).toBe(true);
  expect(other.failures[0]).toBeInstanceOf(UnknownEventError);
});

it('goes on after a defect, with what the log holds', async () => {
  let faults = 1;
  const desk = createDesk({
    committed() {
      faults -= 1;
      if (faults === 0) throw new Error('a defect');
    },
  });
  expect(await codeOf(desk.sequencer.submit(configure()))).toBe('outcome-unknown');
  expect(await codeOf(desk.sequencer.submit(holdCommand()))).toBe('accepted');
  expect(desk.failures).toHaveLength(1);
});
