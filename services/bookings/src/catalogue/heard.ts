import type { Touch } from '@myevents/http-kit';
import type { Clock, DocumentStore } from '@myevents/ports';
import { collections, toWrite } from '../collections.ts';
import type { Catalogue } from './catalogue.ts';

/** How far the catalogue's streams have been heard: what a commit said is then known to the copy and to every sale. */
export interface Heard {
  note(stream: string, version: number): Promise<void>;
  /**
   * Waits until the commits a client has just made were heard, at most a second: whoever changes the catalogue and then asks for
   * tickets finds what it made. With a show known here only its own event is waited for. Never rejects for being late.
   */
  until(wanted: readonly Touch[], showId?: string): Promise<void>;
}

const withinMs = 1_000;
const pollMs = 15;

export function createHeard(options: {
  readonly documents: DocumentStore;
  readonly catalogue: Pick<Catalogue, 'show'>;
  readonly clock: Clock;
}): Heard {
  const { documents, catalogue, clock } = options;

  async function ofShow(wanted: readonly Touch[], showId: string | undefined): Promise<readonly Touch[]> {
    const show = showId === undefined ? undefined : await catalogue.show(showId);
    return show === undefined ? wanted : wanted.filter(({ stream }) => stream === `event/${show.eventId}`);
  }

  async function knows(wanted: readonly Touch[]): Promise<boolean> {
    const found = await documents.getMany(
      collections.heard,
      wanted.map(({ stream }) => stream),
    );
    return wanted.every(({ version = 0 }, n) => (found[n]?.version ?? -1) >= version);
  }

  return {
    note: (stream, version) => documents.put([toWrite({ collection: collections.heard, id: stream, version }, {})]),
    async until(wanted, showId) {
      const relevant = await ofShow(wanted, showId);
      const deadline = clock.monotonic() + withinMs;
      while (!(await knows(relevant)) && clock.monotonic() < deadline) {
        await new Promise<void>((resolve) => clock.setTimer(resolve, pollMs));
      }
    },
  };
}
