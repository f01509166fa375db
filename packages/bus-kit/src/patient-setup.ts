import { setTimeout as sleep } from 'node:timers/promises';
import { SetupMissingError, type SetupStep } from '@myevents/ports';

export interface PatientSetup<Answer> {
  /** Creates what is missing; what an earlier try has left is present to it. */
  setUp(onSetup: (step: SetupStep) => void): Promise<Answer>;
  /** Hears of each thing once, however often setting up was tried. */
  readonly onSetup?: ((step: SetupStep) => void) | undefined;
  /** Whether a failure will stay whatever we do, as SetupMissingError and RangeError do. Default: none but those. */
  isFinal?(error: unknown): boolean;
}

const triesMax = 3;
const firstPauseMs = 250;

/**
 * Sets up, and once more after a failure that may pass: where many processes start at once, a broker is slow, busy with the
 * same, or gone for a moment, and that must not end a process.
 */
export async function setUpPatiently<Answer>({
  setUp,
  onSetup = () => {},
  isFinal = () => false,
}: PatientSetup<Answer>): Promise<Answer> {
  const told = new Set<string>();
  const tell = (step: SetupStep) => {
    if (!told.has(step.what)) onSetup(step);
    told.add(step.what);
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await setUp(tell);
    } catch (error) {
      const stays = error instanceof SetupMissingError || error instanceof RangeError || isFinal(error);
      if (stays || tries === triesMax) throw error;
    }
    await sleep(firstPauseMs * 2 ** (tries - 1));
  }
}
