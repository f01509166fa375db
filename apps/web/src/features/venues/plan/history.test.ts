import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginHistory, redo, step, undo } from './history.ts';

it('goes back and forth, and forgets the way forth after another step', () => {
  const two = step(step(beginHistory('a'), 'b'), 'c');
  expect(undo(two).present).toBe('b');
  expect(redo(undo(two)).present).toBe('c');
  expect(redo(step(undo(two), 'x')).present).toBe('x');
  expect(undo(beginHistory('a')).present).toBe('a');
});

it('undoes steps of one kind together, but not those before an undo', () => {
  const moved = step(step(step(beginHistory(0), 1, 'move'), 2, 'move'), 3, 'move');
  expect(undo(moved).present).toBe(0);
  const again = step(redo(undo(moved)), 4, 'move');
  expect(undo(again).present).toBe(3);
  expect(undo(step(moved, 9, 'turn')).present).toBe(3);
});

it('is no step where nothing changes', () => {
  const history = step(beginHistory({ a: 1 }), { a: 2 });
  expect(step(history, { a: 2 })).toBe(history);
});

it('ends where it began after as many undos as steps, and comes back by as many redos', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 40 }), (steps) => {
      const done = steps.reduce((history, next) => step(history, next), beginHistory(-1));
      const back = steps.reduce((history) => undo(history), done);
      expect(back.present).toBe(-1);
      expect(steps.reduce((history) => redo(history), back).present).toBe(done.present);
    }),
  );
});
