import { hallOf, type Sale } from './catalogue.ts';

export interface Present {
  readonly sale: Sale;
  readonly bookingId: string;
}

/** The path of a route with ids of things that are there. */
export function pathOf(template: string, { sale, bookingId }: Present): string {
  const ids: Readonly<Record<string, string>> = {
    locationId: sale.location.id,
    hallId: hallOf(sale.location),
    eventId: sale.event.id,
    showId: sale.show.id,
    bookingId,
    userId: 'nobody',
    id: sale.event.id,
    name: encodeURIComponent(sale.event.name),
    ticketId: 'tkt_01h455vb4pex5vsknk084sn02q',
    entryId: 'wtl_01h455vb4pex5vsknk084sn02q',
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
}
