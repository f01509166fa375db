/** What is there, and the way back and forth. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** Of the last step: a step with the same one goes on with it. */
  readonly mergeKey?: string | undefined;
}

const stepsMax = 200;

export const beginHistory = <State>(present: State): History<State> => ({ past: [], present, future: [] });

/** A step on. Steps in a row with the same `mergeKey` (the keys of one field, the moves of one section) are undone together. */
export function step<State>(history: History<State>, next: State, mergeKey?: string): History<State> {
  if (JSON.stringify(next) === JSON.stringify(history.present)) return history;
  const goesOn = mergeKey !== undefined && mergeKey === history.mergeKey && history.past.length > 0;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-stepsMax);
  return { past, present: next, future: [], mergeKey };
}

export function undo<State>({ past, present, future }: History<State>): History<State> {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

export function redo<State>({ past, present, future }: History<State>): History<State> {
  const [next, ...later] = future;
  if (next === undefined) return { past, present, future };
  return { past: [...past, present], present: next, future: later };
}
