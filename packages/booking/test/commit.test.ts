import { describe, expect, test } from 'vitest';
import {
  abandonCommit,
  applyCommit,
  beginCommit,
  bookingOf,
  createShow,
  decide,
  evolve,
  fromSnapshot,
  type ShowEvent,
  snapshotSchema,
  tiersOf,
  toSnapshot,
  touchedBy,
  UnknownEventError,
  VersionGapError,
} from '../src/index.ts';
import { answer, bought, configure, end, extend, given, hold, join, onlyA, pay, t0, tick } from './sale.ts';

describe('a commit', () => {
  test('takes the decisions of several commands', () => {
    const sale = given(configure());
    beginCommit(sale.show, t0 + 5);
    decide(sale.show, hold('ann', { A: 1 }, { after: 5 }));
    decide(sale.show, end('ann', 5));
    expect(sale.show).toMatchObject({ version: 2, at: t0 + 5 });
    expect(bookingOf(sale.show, 'bkg_ann')).toMatchObject({ status: 'released', versions: [2] });
  });

  test('in which nothing happens does not count', () => {
    const { show } = given(configure(), hold('ann', { A: 1 }), end('ann'));
    const before = toSnapshot(show);
    beginCommit(show, t0 + 1000);
    decide(show, tick(1000));
    expect(toSnapshot(show)).toEqual(before);
    expect(show.version).toBe(4);
    abandonCommit(show);
    expect(show).toMatchObject({ version: 3, at: t0 });
    beginCommit(show, t0 + 2000);
    beginCommit(show, t0 + 1000);
    expect(show).toMatchObject({ version: 4, at: t0 + 1000 });
  });

  test('of the log is applied in its order alone', () => {
    const show = createShow('shw_1');
    const event: ShowEvent = { type: 'SalesOpened', at: t0 };
    applyCommit(show, { version: 1, at: t0, events: [event] });
    expect(() => applyCommit(show, { version: 1, at: t0, events: [event] })).toThrow(VersionGapError);
    expect(() => applyCommit(show, { version: 3, at: t0, events: [event] })).toThrow(VersionGapError);
    applyCommit(show, { version: 2, at: t0, events: [] });
    expect(show.version).toBe(2);
  });

  test.each(['TicketsTeleported', 'toString', '__proto__'])(
    'with an event of an unknown type %s is never skipped',
    (type) => {
      const event = { type, at: t0 } as unknown as ShowEvent;
      expect(() => evolve(createShow('shw_1'), event)).toThrow(UnknownEventError);
    },
  );
});

describe('a snapshot', () => {
  test('is plain data that changes no more', () => {
    const { show } = given(configure(onlyA(3)), ...bought('ann', { A: 1 }), hold('bob', { A: 2 }), join('cem', 'A', 1));
    const snapshot = toSnapshot(show);
    const text = JSON.stringify(snapshot);
    expect(JSON.parse(text)).toEqual(snapshot);
    const restored = fromSnapshot(snapshot);
    for (const command of [end('bob'), end('ann')]) {
      for (const one of [show, restored]) {
        beginCommit(one, command.now);
        decide(one, command);
      }
    }
    expect(JSON.stringify(snapshot)).toBe(text);
    expect(toSnapshot(restored)).toEqual(toSnapshot(show));
    expect(tiersOf(restored)).toEqual(tiersOf(show));
  });

  test('of another schema is refused', () => {
    const snapshot = { ...toSnapshot(createShow('shw_1')), schema: `${snapshotSchema}x` };
    expect(() => fromSnapshot(snapshot)).toThrow('another schema');
  });
});

describe('what an event touches', () => {
  test('the booking, and the entry as long as the booking is its offer', () => {
    const sale = given(configure(onlyA(1)));
    const touched = (command: Parameters<typeof sale.when>[0]): string[][] =>
      sale.when(command).decision.events.map((event) => Object.values(touchedBy(event)).flat());
    expect(touched(join('ann', 'A', 1))).toEqual([['wtl_ann'], ['bkg_ann', 'wtl_ann']]);
    expect(touched(extend('ann'))).toEqual([['bkg_ann', 'wtl_ann']]);
    expect(touched(pay('ann'))).toEqual([['bkg_ann', 'wtl_ann']]);
    expect(touched(answer('RecordAuthorisation', 'ann'))).toEqual([['bkg_ann', 'wtl_ann']]);
    expect(touched(answer('RecordCapture', 'ann'))).toEqual([['bkg_ann']]);
    expect(touched(configure(onlyA(2), { version: 2 }))).toEqual([[]]);
  });

  test('everything a user has, where it is erased', () => {
    const sale = given(
      configure(onlyA(2)),
      hold('ann', { A: 1 }),
      join('ann2', 'A', 1, { userId: 'ann' }),
      join('ann3', 'A', 1, { userId: 'ann' }),
    );
    const erase = { type: 'ErasePersonal', now: t0, userId: 'ann' } as const;
    const { decision } = sale.when(erase).happens({ type: 'PersonalErased', userId: 'ann' });
    expect(decision.events.map(touchedBy)).toEqual([
      { bookingIds: ['bkg_ann', 'bkg_ann2'], entryIds: ['wtl_ann2', 'wtl_ann3'] },
    ]);
    sale.when(erase).happens();
    sale.when({ ...erase, userId: 'nobody' }).happens();
  });
});
