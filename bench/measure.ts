import type { LoadClient } from './load/start-client.ts';
import type { Options } from './options.ts';
import type { QuietRounds } from './quiet-rounds.ts';
import type { Row } from './report/row.ts';

/** What a measurement is given. */
export interface MeasureContext {
  readonly options: Options;
  readonly client: LoadClient;
  /** An empty folder of its own, which is removed afterwards. */
  readonly folder: string;
  readonly quiet: QuietRounds;
  /** Says what is going on, for whoever waits. */
  progress(text: string): void;
}

export interface Measure {
  readonly letter: string;
  readonly about: string;
  run(context: MeasureContext): Promise<readonly Row[]>;
}
