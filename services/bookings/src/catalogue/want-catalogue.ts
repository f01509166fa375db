import { toCloudEvent } from '@myevents/commit-kit';
import { topics } from '@myevents/contracts';
import type { Bus, Clock } from '@myevents/ports';
import { eventSource } from '../messages.ts';
import type { Catalogue } from './catalogue.ts';

const stream = 'catalogue';

/**
 * Asks for the whole catalogue if the copy is empty: the service is new, or its data is. It is not waited for: the Event Service
 * may be away, and a bus that keeps messages hands it the request when it is back.
 */
export async function wantCatalogueIfEmpty(options: {
  readonly bus: Bus;
  readonly catalogue: Pick<Catalogue, 'isEmpty'>;
  readonly clock: Clock;
}): Promise<void> {
  const { bus, catalogue, clock } = options;
  if (!(await catalogue.isEmpty())) return;
  const at = clock.now();
  const event = toCloudEvent({
    type: 'myevents.catalogue.wanted',
    subject: stream,
    source: eventSource,
    stream,
    version: at,
    index: 0,
    at,
    data: {},
  });
  // Rejects when the bus is closed before anybody heard: the next start asks again.
  bus.publish([{ topic: topics.requests, key: stream, events: [event] }]).catch(() => undefined);
}
