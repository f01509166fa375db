import { strict } from 'node:assert';
import { assert, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginCommit,
  createShow,
  type Decision,
  decide,
  defaultLimits,
  isDue,
  type Limits,
  type Show,
  type ShowCommand,
  type ShowEvent,
  tiersOf,
  wakeAt,
} from '../src/index.ts';
import { toCommand } from './attempt.ts';
import { begin, createDrive, give, readAll } from './drive.ts';
import { cancelShow, configure, hold, join, onlyA, settings, t0, tick } from './sale.ts';
import { scenario, startAt } from './scenario.ts';

const limitBytes = 200 * 1024;
const bytes = (events: readonly ShowEvent[]): number => Buffer.byteLength(JSON.stringify(events));

/** Decides in a commit of its own. */
function commit(show: Show, command: ShowCommand, limits?: Limits): Decision {
  beginCommit(show, command.now);
  return decide(show, command, limits);
}

/** Decides until nothing is due any more, as the sequencer does; gives the decisions. */
function drain(show: Show, command: ShowCommand, limits?: Limits): Decision[] {
  const decisions = [commit(show, command, limits)];
  while (decisions.at(-1)?.outcome === 'due') decisions.push(commit(show, command, limits));
  return decisions;
}

/** Ids as long as they come: a name in full width takes three bytes a letter. */
const long = (text: string): string => text.padEnd(60, 'Ｘ');

describe('one decision stays far below the size of a commit', () => {
  test('when 2,000 holds end at once and their tickets go to as many waiters', () => {
    const show = createShow('shw_1');
    commit(show, configure(onlyA(20_000, { uniqueNames: false })));
    for (let n = 0; n < 2000; n += 1) commit(show, hold(long(`h${n}`), { A: 10 }));
    for (let n = 0; n < 2000; n += 1) commit(show, join(long(`w${n}`), 'A', 10));
    const decisions = drain(show, hold('late', { A: 1 }, { after: 600_000 }));
    for (const { events } of decisions) expect(bytes(events)).toBeLessThan(limitBytes / 2);
    for (const { events } of decisions) expect(events.length).toBeLessThanOrEqual(defaultLimits.thingsMax + 1);
    const events = decisions.flatMap((decision) => decision.events);
    expect(events.filter(({ type }) => type === 'HoldExpired')).toHaveLength(2000);
    expect(events.filter(({ type }) => type === 'TicketsOffered')).toHaveLength(2000);
    expect(decisions.at(-1)).toMatchObject({ outcome: 'refused', refusal: { code: 'tickets-unavailable' } });
  });

  test('when capacity grows by all that 3,000 waiters want: nobody else comes between', () => {
    const show = createShow('shw_1');
    commit(show, configure(onlyA(1)));
    commit(show, hold('first', { A: 1 }));
    for (let n = 0; n < 3000; n += 1) commit(show, join(long(`w${n}`), 'A', 1));
    const grown = commit(show, configure(onlyA(3001), { version: 2 }));
    expect(grown.outcome).toBe('accepted');
    expect(bytes(grown.events)).toBeLessThan(limitBytes / 2);
    expect(tiersOf(show)).toMatchObject([{ available: 0 }]);
    expect(isDue(show, show.at)).toBe(true);
    expect(wakeAt(show)).toBe(show.at);
    const decisions = drain(show, hold('late', { A: 1 }));
    expect(decisions.slice(0, -1).every(({ outcome }) => outcome === 'due')).toBe(true);
    const offers = [grown, ...decisions].flatMap(({ events }) =>
      events.filter(({ type }) => type === 'TicketsOffered'),
    );
    expect(offers.map((event) => 'entryId' in event && event.entryId)).toEqual(
      Array.from({ length: 3000 }, (_, n) => `wtl_${long(`w${n}`)}`),
    );
    expect(decisions.at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('when a plan that nearly fills a commit is what makes the offers possible', () => {
    const show = createShow('shw_1');
    commit(show, configure(onlyA(1)));
    commit(show, hold('first', { A: 1 }));
    commit(show, join('second', 'A', 1));
    const rows = Array.from({ length: 1000 }, (_, row) => ({
      key: `Block ${row}`,
      labels: ['1..40'],
      tiers: [['S', 40]] as const,
    }));
    const { events } = commit(show, configure({ ...onlyA(2), rows }, { version: 2 }));
    expect(events.map(({ type }) => type)).toEqual(['ShowConfigured']);
    expect(isDue(show, show.at)).toBe(true);
    expect(commit(show, tick()).events).toMatchObject([{ type: 'TicketsOffered', entryId: 'wtl_second' }]);
  });

  test('when a show with 1,000 bookings and 1,000 waiters is cancelled, or its sales end', () => {
    for (const last of [cancelShow(1000), tick(1000)]) {
      const show = createShow('shw_1');
      const sale = { ...onlyA(1000), salesCloseAt: last.type === 'Tick' ? t0 + 1000 : settings().salesCloseAt };
      commit(show, configure(sale));
      for (let n = 0; n < 1000; n += 1) commit(show, hold(`h${n}`, { A: 1 }));
      for (let n = 0; n < 1000; n += 1) commit(show, join(`w${n}`, 'A', 1));
      const events = [...drain(show, last), ...drain(show, tick(1000))].map((decision) => decision.events);
      for (const portion of events) expect(portion.length).toBeLessThanOrEqual(defaultLimits.portionMax + 1);
      expect(events.flat().filter(({ type }) => type === 'WaitlistClosed')).toHaveLength(1000);
      expect(events.flat().filter(({ type }) => type === 'HoldReleased')).toHaveLength(last.type === 'Tick' ? 0 : 1000);
      expect(isDue(show, show.at)).toBe(false);
    }
  });
});

test('however small the portions, the same happens in the same order', () => {
  const tiny: Limits = { thingsMax: 1, charactersMax: 1, portionMax: 1 };
  assert(
    property(scenario, ({ settings, steps }) => {
      const drive = createDrive();
      const small = createShow('shw_1');
      const decideBoth = (command: ShowCommand): void => {
        const whole = [...give(drive, command).events];
        const pieces: ShowEvent[] = [];
        let decision = decide(small, command, tiny);
        pieces.push(...decision.events);
        for (; decision.outcome === 'due'; pieces.push(...decision.events)) decision = decide(small, command, tiny);
        // What a command makes possible may be left for the next decision: that one comes at once here.
        whole.push(...give(drive, { type: 'Tick', now: command.now }).events);
        for (let next = decide(small, { type: 'Tick', now: command.now }, tiny); ; ) {
          pieces.push(...next.events);
          if (next.outcome !== 'due') break;
          next = decide(small, { type: 'Tick', now: command.now }, tiny);
        }
        strict.deepEqual(pieces, whole);
      };
      drive.catalogueVersion = 1;
      begin(drive, startAt);
      beginCommit(small, startAt);
      decideBoth({ type: 'ConfigureShow', now: startAt, catalogueVersion: 1, settings });
      for (const step of steps) {
        drive.now += step.afterMs;
        const command = toCommand(drive, step.action, drive.now);
        if (!step.isSameCommit) {
          begin(drive, drive.now);
          beginCommit(small, drive.now);
        }
        decideBoth(command);
      }
      strict.deepEqual(readAll(small), readAll(drive.show));
    }),
    { numRuns: 200 },
  );
}, 60_000);
