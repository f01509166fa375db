import type { DocumentStore } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { LocationDocument } from '../documents.ts';

/** The locations of some events or shows, by id: resources are joined when they are read. */
export async function readLocations(
  documents: DocumentStore,
  of: readonly { readonly locationId: string }[],
): Promise<ReadonlyMap<string, LocationDocument>> {
  const ids = [...new Set(of.map(({ locationId }) => locationId))];
  if (ids.length === 0) return new Map();
  const found = await documents.getMany<LocationDocument>(collections.locations, ids);
  return new Map(found.flatMap((location) => (location === undefined ? [] : [[location.id, location.document]])));
}
