import { describe, expect, test } from 'vitest';
import { seatRowsOf } from '../src/index.ts';
import { configure, given, hold, seated, settings, t0, tick } from './sale.ts';

/** The seats that a hold of so many got. */
function seatsFor(quantity: number, rows: readonly string[]): string[] {
  const plan = seated(...rows.map((row, index) => [String(index + 1), row.length] as const));
  const taken = rows.flatMap((row, index) =>
    row.split('').flatMap((letter, seat) => (letter === 'h' ? [`${index + 1}-${seat + 1}`] : [])),
  );
  const holds = taken.map((seat) => hold(`x${seat}`, { S: [seat] }));
  const { decision } = given(configure(plan), ...holds).when(hold('ann', { S: quantity }));
  const event = decision.events.at(-1);
  return event?.type === 'TicketsHeld' ? event.tickets.map(({ seat }) => seat ?? '') : [];
}

describe('the best seats together', () => {
  test.each([
    ['in the first row that has them', 2, ['aaaa', 'aaaa'], ['1-1', '1-2']],
    ['in the next row where the first is too short', 3, ['aahaa', 'aaaaa'], ['2-1', '2-2', '2-3']],
    ['where they fit exactly', 3, ['aaa', 'aaaaa'], ['1-1', '1-2', '1-3']],
    ['so that no single seat stays behind in the row', 2, ['aaahaa'], ['1-5', '1-6']],
    ['so that no single seat stays behind, though it be in a row further back', 2, ['aaa', 'aaaa'], ['2-1', '2-2']],
    ['with a single seat left, where every choice leaves one', 2, ['aaa', 'aaa'], ['1-1', '1-2']],
    ['in two pieces where no row has them', 4, ['aah', 'haaa', 'aah'], ['2-2', '2-3', '2-4', '1-1']],
    ['in the fewest pieces', 5, ['ahahaa', 'aaa'], ['2-1', '2-2', '2-3', '1-5', '1-6']],
    ['one by one at last', 3, ['ahaha'], ['1-1', '1-3', '1-5']],
  ])('%s', (_, quantity, rows, seats) => {
    expect(seatsFor(quantity, rows)).toEqual(seats);
  });

  test('nothing stands between seats but the seats of others, those not sold, and the end of the row', () => {
    const rows = [
      {
        key: '1',
        labels: ['1..6'],
        tiers: [
          ['S', 2],
          [null, 1],
          ['S', 3],
        ] as const,
      },
      {
        key: '2',
        labels: ['x', 'y', '7..8'],
        tiers: [
          ['T', 1],
          ['S', 3],
        ] as const,
      },
    ];
    const tiers = ['S', 'T'].map((id) => ({ id, name: id, priceMinor: 1, capacity: null }));
    const sale = given(configure(settings({ tiers, rows })));
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'aaxaaa', '2': 'aaaa' });
    sale.when(hold('ann', { S: 3, T: 1 })).happens({
      type: 'TicketsHeld',
      tickets: [{ seat: '1-4' }, { seat: '1-5' }, { seat: '1-6' }, { tier: 'T', seat: '2-x' }],
    });
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'aaxhhh', '2': 'haaa' });
  });
});

describe('seats by name', () => {
  test('go to nobody else, not even to another line of the same request', () => {
    const lines = [
      { tier: 'S', quantity: 2 },
      { tier: 'S', seats: ['1-2'] },
    ];
    given(configure(seated(['1', 6])))
      .when(hold('ann', lines))
      .happens({ type: 'TicketsHeld', tickets: [{ seat: '1-3' }, { seat: '1-4' }, { seat: '1-2' }] });
  });

  test('are free again when the hold ends', () => {
    const sale = given(configure(seated(['1', 3])), hold('ann', { S: ['1-1', '1-3'] }));
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'hah' });
    sale.when(tick(600_000)).happens({ type: 'HoldExpired', at: t0 + 600_000 });
    expect(seatRowsOf(sale.show)).toEqual({ '1': 'aaa' });
  });
});
