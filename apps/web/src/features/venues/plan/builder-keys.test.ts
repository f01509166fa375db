import { describe, expect, it } from 'vitest';
import { layOut } from '../../seat-map/layout.ts';
import { type KeyPress, seatKey, seatsBetween, sectionKey } from './builder-keys.ts';
import { toMapPlan } from './map-plan.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const layout = layOut(
  toMapPlan(
    {
      sections: [
        {
          name: 'S',
          shape: { x: 0, y: 0 },
          rows: [
            { name: 'A', seats: ['1..5'] },
            { name: 'B', seats: ['1..5'] },
          ],
        },
      ],
    },
    null,
  ),
);
const seat = (id: string) => layout.byId.get(id);

describe('keys on sections', () => {
  it('move, further with Shift and finer with Alt', () => {
    expect(sectionKey(press('ArrowLeft'))).toEqual({ do: 'move', x: -0.5, y: 0 });
    expect(sectionKey(press('ArrowDown', { shiftKey: true }))).toEqual({ do: 'move', x: 0, y: 5 });
    expect(sectionKey(press('ArrowUp', { altKey: true }))).toEqual({ do: 'move', x: 0, y: -0.1 });
  });

  it('choose, turn, copy, remove and leave', () => {
    expect(sectionKey(press('PageUp'))).toEqual({ do: 'choose', by: -1 });
    expect(sectionKey(press(']'))).toEqual({ do: 'turn', degrees: 5 });
    expect(sectionKey(press('D', { ctrlKey: true }))).toEqual({ do: 'duplicate' });
    expect(sectionKey(press('Delete'))).toEqual({ do: 'remove' });
    expect(sectionKey(press('Escape'))).toEqual({ do: 'leave' });
  });

  it('are left to the page where they mean nothing here', () => {
    for (const other of [press('Tab'), press('q'), press('z', { ctrlKey: true })])
      expect(sectionKey(other)).toBeUndefined();
  });
});

describe('keys on seats', () => {
  it('begin at the first seat, go on to neighbours and stay at the edge', () => {
    expect(seatKey(press('ArrowRight'), layout, undefined)).toMatchObject({ do: 'go', seat: { id: 'S/A-1' } });
    const from = seat('S/A-3');
    expect(seatKey(press('ArrowDown'), layout, from)).toMatchObject({ seat: { id: 'S/B-3' }, grows: false });
    expect(seatKey(press('ArrowUp'), layout, from)).toMatchObject({ seat: { id: 'S/A-3' } });
    expect(seatKey(press('End', { shiftKey: true }), layout, from)).toMatchObject({
      seat: { id: 'S/A-5' },
      grows: true,
    });
  });

  it('choose and mark', () => {
    expect(seatKey(press(' '), layout, seat('S/A-1'))).toEqual({ do: 'toggle' });
    expect(seatKey(press('C'), layout, seat('S/A-1'))).toEqual({ do: 'mark', mark: 'companion' });
    expect(seatKey(press('a', { ctrlKey: true }), layout, seat('S/A-1'))).toEqual({ do: 'all' });
    expect(seatKey(press('Tab'), layout, seat('S/A-1'))).toBeUndefined();
  });
});

it('finds the seats between two of a row, in either direction, and no others', () => {
  const between = (one: string, other: string) => {
    const [from, to] = [seat(one), seat(other)];
    return from && to ? seatsBetween(from, to).map(({ id }) => id) : [];
  };
  expect(between('S/A-4', 'S/A-2')).toEqual(['S/A-2', 'S/A-3', 'S/A-4']);
  expect(between('S/A-1', 'S/B-5')).toEqual(['S/A-1', 'S/B-5']);
});
