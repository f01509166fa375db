/** One thing an engine needs before it can be used: a table, an index, a queue, an exchange, a topic. */
export interface SetupStep {
  /** Its kind and name, as its engine's own tools show it: `table myevents_events.commits`. */
  readonly what: string;
  readonly outcome: 'created' | 'present';
}

/**
 * Something the engine needs is missing, and these credentials may not create it. The message names all of it, for
 * operators: `myevents migrate` creates it with credentials that may.
 */
export class SetupMissingError extends Error {
  override readonly name = 'SetupMissingError';
}

/** The message broker cannot be reached or refuses us. Trying again later is right. The message is for operators. */
export class BusUnavailableError extends Error {
  override readonly name = 'BusUnavailableError';
}
