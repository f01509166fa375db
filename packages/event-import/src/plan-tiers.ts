import type { TierBody } from '@myevents/contracts';
import { capacityDefault, type ImportDefaults, type ImportSetting } from './defaults.ts';
import { type Entry, EntryError, type EntryOffer } from './entry.ts';
import { toLabel } from './plain-text.ts';
import { currencyOf, toMinorUnits } from './price-text.ts';

export interface TierPlan {
  readonly tiers: readonly TierBody[];
  readonly notes: readonly string[];
  /** What was assumed and could be said. */
  readonly settings: readonly ImportSetting[];
}

interface TierPlace {
  readonly countryCode: string;
  readonly hallCapacity: number;
}

/** The tickets of an entry's shows. @throws EntryError if a price or currency makes no sense, or the hall is too small. */
export function planTiers(entry: Entry, { countryCode, hallCapacity }: TierPlace, defaults: ImportDefaults): TierPlan {
  const notes: string[] = [];
  const settings: ImportSetting[] = [];
  const offers: readonly EntryOffer[] = entry.offers.length > 0 ? entry.offers : [{}];
  const currencies = new Set(offers.map((offer) => offer.currency ?? defaults.currency ?? currencyOf(countryCode)));
  const [currency] = currencies;
  if (currencies.size > 1) throw new EntryError('its tickets are sold in several currencies.');
  if (currency === undefined) throw new EntryError(`the currency of ${countryCode} is not known.`, ['currency']);
  const amounts = offers.map(({ price }) => toMinorUnits(price ?? defaults.price ?? '0', currency));
  if (offers.some(({ price }) => price === undefined)) {
    notes.push(
      defaults.price === undefined ? 'free, because the file names no price' : 'the file names no price: the given one',
    );
    if (defaults.price === undefined) settings.push('price');
  }
  const { capacities, isAssumed } = sharesOf(offers, entry, hallCapacity, defaults);
  if (isAssumed) {
    notes.push(`capacity ${capacityDefault} assumed`);
    settings.push('capacity');
  }
  const ids = idsOf(offers);
  const tiers = offers.map(({ name }, at) => ({
    id: ids[at] ?? `tier-${at + 1}`,
    name: name ?? (offers.length === 1 ? 'Regular' : `Tier ${at + 1}`),
    price: { amount: amounts[at] ?? 0, currency },
    capacity: capacities[at] ?? 1,
  }));
  return { tiers, notes, settings };
}

/** What the file says of each tier; the rest of the room is shared alike among those it says nothing of. */
function sharesOf(
  offers: readonly EntryOffer[],
  { place }: Entry,
  hallCapacity: number,
  defaults: ImportDefaults,
): { readonly capacities: readonly number[]; readonly isAssumed: boolean } {
  const known = offers.reduce((sum, { capacity = 0 }) => sum + capacity, 0);
  const open = offers.filter(({ capacity }) => capacity === undefined).length;
  if (open === 0) {
    if (known > hallCapacity)
      throw new EntryError(`its ${known} tickets are more than the hall's ${hallCapacity} places.`);
    return { capacities: offers.map(({ capacity = 0 }) => capacity), isAssumed: false };
  }
  const said = place?.capacity ?? defaults.capacity;
  const total = Math.min(said ?? Math.max(hallCapacity, known + open), hallCapacity);
  const left = total - known;
  if (left < open) throw new EntryError(`its tickets are more than the hall's ${hallCapacity} places.`);
  let given = 0;
  const capacities = offers.map(({ capacity }) => {
    if (capacity !== undefined) return capacity;
    given += 1;
    return Math.floor(left / open) + (given <= left % open ? 1 : 0);
  });
  return { capacities, isAssumed: said === undefined && hallCapacity === capacityDefault };
}

/** `VIP Lounge` → `vip-lounge`; each once. */
function idsOf(offers: readonly EntryOffer[]): string[] {
  const ids: string[] = [];
  for (const [at, { name }] of offers.entries()) {
    const plain = toLabel(name ?? '')
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase();
    const slug = plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 36);
    const fallback = offers.length === 1 ? 'regular' : `tier-${at + 1}`;
    const id = slug === '' ? fallback : slug;
    ids.push(ids.includes(id) ? `${id}-${at + 1}` : id);
  }
  return ids;
}
