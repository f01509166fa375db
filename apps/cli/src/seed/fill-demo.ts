import type { Api } from '@myevents/contracts/client';
import { demoCatalogue } from '../../demo/catalogue.ts';
import { createProgress } from '../progress.ts';
import { type FilledCatalogue, fillCatalogue } from './fill-catalogue.ts';
import { type SoldTickets, sellTickets } from './sell-tickets.ts';

export interface FilledDemo extends SoldTickets {
  readonly counts: FilledCatalogue['counts'];
}

export interface FillDemoOptions {
  readonly api: Api;
  /** The day from which the catalogue's dates count. Epoch milliseconds. */
  readonly now: number;
  /** Schedules the shows of the coming twelve months beside those of an earlier seeding. */
  readonly isRenewal?: boolean;
  readonly concurrency?: number;
}

const concurrencyDefault = 24;

/** Fills the platform behind the API with the demo catalogue and its bookings, showing how far it is. */
export async function fillDemo({
  api,
  now,
  isRenewal = false,
  concurrency = concurrencyDefault,
}: FillDemoOptions): Promise<FilledDemo> {
  const season = isRenewal ? `-${new Date(now).toISOString().slice(0, 10)}` : '';
  const progress = createProgress({ label: 'Demo catalogue' });
  const onStep = (done: number, total: number) => progress.update(done, total);
  const { shows, counts } = await fillCatalogue({ api, catalogue: demoCatalogue(now), concurrency, season, onStep });
  const sold = await sellTickets({ api, shows, concurrency, onStep });
  const { locations, events } = counts;
  const tickets = sold.booked + sold.held > 0 ? `; ${sold.booked} tickets booked, ${sold.held} held` : '';
  progress.finish(`${locations} locations, ${events} events, ${counts.shows} shows are in place${tickets}`);
  return { counts, ...sold };
}
