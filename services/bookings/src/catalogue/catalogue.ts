import type { EventMessage, LocationMessage, ShowMessage } from '@myevents/contracts';
import type { DocumentStore } from '@myevents/ports';
import { collections, toWrite } from '../collections.ts';

/** The service's own copy of the catalogue, made from messages alone. Late, repeated and reordered news change nothing. */
export interface Catalogue {
  putLocation(location: LocationMessage): Promise<void>;
  putEvent(event: EventMessage): Promise<void>;
  putShow(show: ShowMessage): Promise<void>;
  event(eventId: string): Promise<EventMessage | undefined>;
  show(showId: string): Promise<ShowMessage | undefined>;
  showsOf(eventId: string): AsyncIterable<ShowMessage>;
  /** Nothing was ever heard, or the copy was lost. */
  isEmpty(): Promise<boolean>;
}

const pageItems = 50;

export function createCatalogue(documents: DocumentStore): Catalogue {
  async function put(collection: string, message: LocationMessage | EventMessage | ShowMessage): Promise<void> {
    await documents.put([toWrite({ collection, id: message.id, version: message.version }, message)]);
  }

  async function get<Message>(collection: string, id: string): Promise<Message | undefined> {
    return (await documents.get(collection, id))?.document as Message | undefined;
  }

  return {
    putLocation: (location) => put(collections.locations, location),
    putEvent: (event) => put(collections.events, event),
    putShow: (show) => put(collections.shows, show),
    event: (eventId) => get<EventMessage>(collections.events, eventId),
    show: (showId) => get<ShowMessage>(collections.shows, showId),
    async isEmpty() {
      const list = { index: 'all', key: [], limit: 1 };
      const pages = await Promise.all(
        [collections.events, collections.shows].map((collection) => documents.find({ collection, ...list })),
      );
      return pages.every(({ items }) => items.length === 0);
    },
    async *showsOf(eventId) {
      let cursor: string | undefined;
      do {
        const page = await documents.find({
          collection: collections.shows,
          index: 'byEvent',
          key: [eventId],
          cursor,
          limit: pageItems,
        });
        for (const { document } of page.items) yield document as object as ShowMessage;
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
    },
  };
}
