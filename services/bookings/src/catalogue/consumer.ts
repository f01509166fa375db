import {
  type EventMessage,
  groups,
  type LocationMessage,
  type MessageType,
  type ShowMessage,
  topics,
} from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import { type Bus, type BusMessage, type CloudEvent, type JsonObject, StoreUnavailableError } from '@myevents/ports';
import type { Sales } from '../sale/sales.ts';
import type { Catalogue } from './catalogue.ts';
import type { Heard } from './heard.ts';
import { toSettings } from './to-settings.ts';

/** Sales of an event that are told of its change side by side: an engine in the distance takes as long for one as for many. */
const toldAtOnce = 32;

/** Listens to the catalogue's messages: keeps the copy, and tells the sale of each show what it has to know. */
export function consumeCatalogue(options: {
  readonly bus: Bus;
  readonly catalogue: Catalogue;
  readonly sales: Pick<Sales, 'submit'>;
  /** Told of what was heard to the end; missing where the writer's answer waits for that anyway. */
  readonly heard?: Pick<Heard, 'note'> | undefined;
}): Promise<AsyncDisposable> {
  const { bus, catalogue, sales, heard } = options;

  async function handle({ key, events }: BusMessage): Promise<void> {
    for (const event of events) await handleEvent(event).catch(asUnavailable);
    await heard?.note(key, Math.max(...events.map(({ data }) => Number(data['version'] ?? 0))));
  }

  const handlers: { readonly [Type in MessageType]?: (data: JsonObject) => Promise<void> } = {
    'myevents.location.created': locationChanged,
    'myevents.location.changed': locationChanged,
    'myevents.event.created': eventChanged,
    'myevents.event.changed': eventChanged,
    'myevents.event.published': eventChangedStatus,
    'myevents.event.cancelled': eventChangedStatus,
    'myevents.show.scheduled': showChanged,
    'myevents.show.changed': showChanged,
    'myevents.show.cancelled': showChanged,
  };

  /** A newer Event Service may tell more than this version understands: that is let pass. */
  async function handleEvent({ type, data }: CloudEvent): Promise<void> {
    await handlers[type as MessageType]?.(data);
  }

  function locationChanged(data: JsonObject): Promise<void> {
    return catalogue.putLocation(data as object as LocationMessage);
  }

  function eventChanged(data: JsonObject): Promise<void> {
    return catalogue.putEvent(data as object as EventMessage);
  }

  async function eventChangedStatus(data: JsonObject): Promise<void> {
    const event = data as object as EventMessage;
    await catalogue.putEvent(event);
    const shows = await Array.fromAsync(catalogue.showsOf(event.id));
    for (let n = 0; n < shows.length; n += toldAtOnce) await Promise.all(shows.slice(n, n + toldAtOnce).map(tellSale));
  }

  async function showChanged(data: JsonObject): Promise<void> {
    const show = data as object as ShowMessage;
    await catalogue.putShow(show);
    await tellSale((await catalogue.show(show.id)) ?? show);
  }

  /**
   * What the sale hears is made from the newest news of show and event, whichever came last. Both count the versions of one
   * stream, so the sum of the two only grows with the news, and the sale can tell what is older than what it knows.
   */
  async function tellSale(show: ShowMessage): Promise<void> {
    const event = await catalogue.event(show.eventId);
    const isEventNewer = event !== undefined && event.version > show.version;
    const eventStatus = isEventNewer ? event.status : show.eventStatus;
    const catalogueVersion = show.version + (isEventNewer ? event.version : show.version);
    const settings = toSettings(show, { isPublished: eventStatus === 'published' });
    await sales.submit(show.id, { type: 'ConfigureShow', catalogueVersion, settings });
    if (show.status === 'cancelled' || eventStatus === 'cancelled') {
      await sales.submit(show.id, { type: 'CancelShow', catalogueVersion });
    }
  }

  return bus.subscribe({ topics: [topics.catalogue], group: groups.bookingService, handle });
}

/** What the sale cannot take now it can later: the message is not at fault. */
function asUnavailable(error: unknown): never {
  if (!(error instanceof ProblemError) || error.status !== 503) throw error;
  throw new StoreUnavailableError(`The sale takes no changes now: ${error.code}.`, { cause: error });
}
