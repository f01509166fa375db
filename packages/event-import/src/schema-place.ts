import type { EntryPlace } from './entry.ts';
import type { Resolve } from './json-ld-graph.ts';
import { isNode, listOf, type Node, nameOf, textOf, typesOf } from './json-ld-nodes.ts';
import { toLabel } from './plain-text.ts';

/** Where an event takes place: a Place, a PostalAddress or a line of text. Online alone is no place. */
export function placeOf(node: Node, resolve: Resolve): EntryPlace | undefined {
  const candidates = listOf(node.location).map(resolve);
  for (const candidate of candidates) {
    if (typeof candidate === 'string' && candidate.trim() !== '') return { text: toLabel(candidate, 500) };
    if (!isNode(candidate) || isOnline(candidate)) continue;
    const place = typesOf(candidate).includes('PostalAddress')
      ? addressParts(candidate)
      : placeParts(candidate, resolve);
    if (Object.keys(place).length > 0) return place;
  }
  return undefined;
}

export function isOnline(node: Node): boolean {
  return typesOf(node).includes('VirtualLocation');
}

function placeParts(node: Node, resolve: Resolve): EntryPlace {
  const [address] = listOf(node.address).map(resolve);
  const [geo] = listOf(node.geo).map(resolve);
  const name = textOf(node.name);
  const capacity = positiveInteger(node.maximumAttendeeCapacity);
  const coordinates = isNode(geo) ? coordinatesOf(geo) : coordinatesOf(node);
  return {
    ...(isNode(address) ? addressParts(address) : {}),
    ...(typeof address === 'string' && address.trim() ? { text: toLabel(address, 500) } : {}),
    ...(name ? { name: toLabel(name) } : {}),
    ...(coordinates ? { coordinates } : {}),
    ...(capacity ? { capacity } : {}),
  };
}

function addressParts(node: Node): EntryPlace {
  const parts = {
    name: textOf(node.name),
    street: textOf(node.streetAddress),
    city: textOf(node.addressLocality),
    region: textOf(node.addressRegion),
    postalCode: textOf(node.postalCode),
    country: nameOf(node.addressCountry),
  };
  const given = Object.entries(parts).flatMap(([name, text]) => {
    const label = text === undefined ? '' : toLabel(text);
    return label === '' ? [] : [[name, label]];
  });
  return Object.fromEntries(given) as EntryPlace;
}

function coordinatesOf(node: Node): EntryPlace['coordinates'] {
  const [latitude, longitude] = [textOf(node.latitude), textOf(node.longitude)].map((text) =>
    Number(text ?? Number.NaN),
  );
  if (latitude === undefined || longitude === undefined) return undefined;
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  return isOnEarth ? { latitude, longitude } : undefined;
}

export function positiveInteger(value: unknown): number | undefined {
  const number = Number(textOf(value) ?? Number.NaN);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
