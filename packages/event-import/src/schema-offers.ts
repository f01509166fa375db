import { EntryError, type EntryOffer } from './entry.ts';
import type { Resolve } from './json-ld-graph.ts';
import { isNode, listOf, localName, type Node, nameOf, textOf } from './json-ld-nodes.ts';
import { toLabel } from './plain-text.ts';
import { positiveInteger } from './schema-place.ts';

const gone = new Set(['SoldOut', 'OutOfStock', 'Discontinued']);

/**
 * The tickets of an event. What is sold out elsewhere is not offered again. @throws EntryError if everything is.
 */
export function offersOf(node: Node, resolve: Resolve): { offers: readonly EntryOffer[]; notes: readonly string[] } {
  const nodes = listOf(node.offers)
    .map(resolve)
    .filter(isNode)
    .flatMap((offer) => singleOffers(offer, resolve));
  if (nodes.length === 0) {
    const isFree = String(node.isAccessibleForFree).toLowerCase() === 'true';
    return { offers: isFree ? [{ price: '0' }] : [], notes: [] };
  }
  const left = nodes.filter((offer) => !gone.has(localName(textOf(offer.availability) ?? '')));
  if (left.length === 0) throw new EntryError('its tickets are sold out.');
  const notes =
    left.length < nodes.length ? [`${nodes.length - left.length} sold-out kinds of ticket are left out`] : [];
  return { offers: left.map((offer) => toOffer(offer, resolve)), notes };
}

/** An AggregateOffer with its offers listed is those; else it is one offer from its lowest price. */
function singleOffers(offer: Node, resolve: Resolve): Node[] {
  const inner = listOf(offer.offers).map(resolve).filter(isNode);
  return inner.length > 0 ? inner.map((one) => ({ priceCurrency: offer.priceCurrency, ...one })) : [offer];
}

function toOffer(offer: Node, resolve: Resolve): EntryOffer {
  const [specification] = listOf(offer.priceSpecification).map(resolve);
  const detail = isNode(specification) ? specification : {};
  const [level] = listOf(offer.inventoryLevel);
  const name = nameOf(offer.name) ?? nameOf(offer.itemOffered) ?? (offer.category ? nameOf(offer.category) : undefined);
  const price = textOf(offer.price) ?? textOf(detail.price) ?? textOf(offer.lowPrice) ?? textOf(detail.minPrice);
  const currency = textOf(offer.priceCurrency) ?? textOf(detail.priceCurrency);
  const capacity = positiveInteger(isNode(level) ? level.value : level);
  return {
    ...(name ? { name: toLabel(name, 100) } : {}),
    ...(price === undefined ? {} : { price }),
    ...(currency ? { currency: currency.toUpperCase() } : {}),
    ...(capacity ? { capacity } : {}),
  };
}
