import { expect } from 'vitest';
import type { Decision } from '../src/decision.ts';
import type { Refusal } from '../src/refusals.ts';

/** Examples of a decider, told as what was so, what was asked, and what came of it. */
export function specify<State, Event, Command>(decider: {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (state: State, command: Command) => Decision<Event>;
}) {
  const { initial, evolve, decide } = decider;
  return function given(...events: readonly Event[]) {
    const state = events.reduce((now: State, event) => evolve(now, event), initial);
    return {
      state,
      when(command: Command) {
        const decision = decide(state, command);
        return {
          decision,
          /** Accepted with exactly these events. */
          thenAccepted(...expected: readonly unknown[]) {
            expect(decision).toMatchObject({ outcome: 'accepted', events: expected });
            expect(decision.outcome === 'accepted' && decision.events).toHaveLength(expected.length);
          },
          thenNothing: () => expect(decision).toEqual({ outcome: 'accepted', events: [] }),
          thenRefused: (refusal: Partial<Refusal>) => expect(decision).toMatchObject({ outcome: 'refused', refusal }),
          thenRepeated: (id: string, version: number) => expect(decision).toEqual({ outcome: 'repeated', id, version }),
        };
      },
    };
  };
}
