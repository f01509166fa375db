import { invalid, type Refusal } from './refusals.ts';
import { layoutOf, type SeatLayout, type Stage } from './seat-layout.ts';
import { buildRows, type SeatingPlan, type ShowRow, seatsOfTier } from './seating.ts';

/** What an organizer may choose about the sale; what is left out takes its default. */
export interface SalePolicy {
  readonly holdSeconds: number;
  readonly offerSeconds: number;
  readonly holdExtensions: number;
  readonly maxTicketsPerUser: number;
  readonly uniqueNames: boolean;
  /** Epoch milliseconds; left out: until the show starts. */
  readonly cancellableUntil?: number | undefined;
}

export type PolicyChoices = { readonly [Choice in keyof SalePolicy]?: SalePolicy[Choice] | undefined };

/** The policy in force: 600 s, offers as long as holds, no extension, 10 tickets, unique names. */
export function policyOf(choices: PolicyChoices): SalePolicy {
  const { holdSeconds = 600, holdExtensions = 0, maxTicketsPerUser = 10, uniqueNames = true } = choices;
  const { offerSeconds = holdSeconds, cancellableUntil } = choices;
  return { holdSeconds, offerSeconds, holdExtensions, maxTicketsPerUser, uniqueNames, cancellableUntil };
}

/** Exactly one of `capacity` and `seats`; seats may be ranges, `Stalls/A-1..40`. */
export interface TierDraft {
  /** The organizer's, unique in the show. */
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly capacity?: number | undefined;
  readonly seats?: readonly string[] | undefined;
}

export interface ShowDraft {
  readonly hallId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly doorsAt?: number | undefined;
  readonly salesOpenAt?: number | undefined;
  /** Left out: when the show starts. */
  readonly salesCloseAt?: number | undefined;
  readonly policy?: PolicyChoices | undefined;
  readonly tiers: readonly TierDraft[];
}

/** Fields that are given replace those the show has; choices of the policy one by one. */
export type ShowChanges = { readonly [Field in keyof ShowDraft]?: ShowDraft[Field] | undefined };

export interface Tier {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly capacity: number;
  /** Then the show's rows say which seats. */
  readonly isSeated: boolean;
}

/** What makes a show, apart from what became of it. */
export interface ShowTerms {
  readonly hallId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly doorsAt: number | null;
  /** Null: as soon as the event is published. */
  readonly salesOpenAt: number | null;
  /** Null: when the show starts. */
  readonly salesCloseAt: number | null;
  readonly policy: PolicyChoices;
  readonly currency: string;
  readonly tiers: readonly Tier[];
  /** Empty where nothing is seated. */
  readonly rows: readonly ShowRow[];
  /** Of the hall the rows are from. Left out, or null where it is no longer so: that says nothing of where its seats are. */
  readonly layout?: SeatLayout | null | undefined;
}

/** What a show has to know about its hall. */
export interface HallFacts {
  readonly id: string;
  readonly locationId: string;
  readonly capacity: number;
  readonly plan: SeatingPlan | null;
  readonly stage?: Stage | undefined;
}

export const showMsMax = 366 * 24 * 60 * 60_000;
/** From year 1 to 9999: what RFC 3339 can say. */
const instantMin = -62_135_596_800_000;
const instantMax = 253_402_300_799_999;

export function capacityOf({ tiers }: Pick<ShowTerms, 'tiers'>): number {
  return tiers.reduce((sum, { capacity }) => sum + capacity, 0);
}

export function readShow(draft: ShowDraft, hall: HallFacts): ShowTerms | Refusal {
  const times = checkTimes(draft);
  if (times !== undefined) return times;
  const tiers = readTiers(draft.tiers, hall);
  if ('code' in tiers) return tiers;
  const { hallId, startsAt, endsAt, doorsAt, salesOpenAt, salesCloseAt, policy } = draft;
  return {
    hallId,
    startsAt,
    endsAt,
    doorsAt: doorsAt ?? null,
    salesOpenAt: salesOpenAt ?? null,
    salesCloseAt: salesCloseAt ?? null,
    policy: policy ?? {},
    ...tiers,
  };
}

function checkTimes(draft: Omit<ShowDraft, 'tiers'>): Refusal | undefined {
  const { startsAt, endsAt, doorsAt, salesOpenAt, salesCloseAt, policy } = draft;
  const instants = { startsAt, endsAt, doorsAt, salesOpenAt, salesCloseAt };
  for (const [name, instant] of Object.entries(instants)) {
    if (instant !== undefined && !isInstant(instant))
      return invalid(`/${name}`, 'must be between the years 1 and 9999');
  }
  const closeAt = salesCloseAt ?? startsAt;
  const cancellableUntil = policy?.cancellableUntil;
  if (endsAt <= startsAt) return invalid('/endsAt', 'must be after startsAt');
  if (endsAt - startsAt > showMsMax) return invalid('/endsAt', 'must be at most 366 days after startsAt');
  if (doorsAt !== undefined && doorsAt > startsAt) return invalid('/doorsAt', 'must not be after startsAt');
  if (closeAt > endsAt) return invalid('/salesCloseAt', 'must not be after endsAt');
  if (salesOpenAt !== undefined && salesOpenAt >= closeAt) {
    return invalid('/salesOpenAt', 'must be before the end of sales, which is salesCloseAt or else startsAt');
  }
  if (cancellableUntil !== undefined && (!isInstant(cancellableUntil) || cancellableUntil > endsAt)) {
    return invalid('/policy/cancellableUntil', 'must not be after endsAt');
  }
  return undefined;
}

function isInstant(instant: number): boolean {
  return instant >= instantMin && instant <= instantMax;
}

function readTiers(
  drafts: readonly TierDraft[],
  hall: HallFacts,
): Pick<ShowTerms, 'currency' | 'tiers' | 'rows' | 'layout'> | Refusal {
  const currency = drafts[0]?.currency;
  if (currency === undefined) return invalid('/tiers', 'must have at least one tier');
  const ids = new Set<string>();
  for (const [index, tier] of drafts.entries()) {
    if (ids.has(tier.id)) return invalid(`/tiers/${index}/id`, 'another tier of the show has this id');
    ids.add(tier.id);
    if (tier.currency !== currency) {
      return invalid(`/tiers/${index}/price/currency`, `must be ${currency}, the currency of the show's first tier`);
    }
  }
  const built = buildRows(hall.plan, toSeatedTiers(drafts));
  if ('code' in built) return built;
  const tiers = drafts.map(({ id, name, priceMinor, capacity, seats }) => {
    const isSeated = seats !== undefined;
    return { id, name, priceMinor, capacity: (isSeated ? built.counts.get(id) : capacity) ?? 0, isSeated };
  });
  const capacity = capacityOf({ tiers });
  if (capacity > hall.capacity) {
    return invalid('/tiers', `the tiers let in ${capacity} people together, the hall takes ${hall.capacity}`);
  }
  const layout = built.rows.length === 0 ? undefined : layoutOf(hall.plan, hall.stage);
  return { currency, tiers, rows: built.rows, ...(layout === undefined ? {} : { layout }) };
}

function toSeatedTiers(drafts: readonly TierDraft[]) {
  return drafts.flatMap(({ id, seats }, index) =>
    seats === undefined ? [] : [{ id, seats, field: `/tiers/${index}/seats` }],
  );
}

/** What a show's terms become by `changes`. Seats are looked up in the hall's plan again only if tiers or hall change. */
export function changeTerms(terms: ShowTerms, changes: ShowChanges, hall: HallFacts): ShowTerms | Refusal {
  const policy = { ...terms.policy, ...changes.policy };
  const draft: ShowDraft = {
    hallId: changes.hallId ?? terms.hallId,
    startsAt: changes.startsAt ?? terms.startsAt,
    endsAt: changes.endsAt ?? terms.endsAt,
    doorsAt: changes.doorsAt ?? terms.doorsAt ?? undefined,
    salesOpenAt: changes.salesOpenAt ?? terms.salesOpenAt ?? undefined,
    salesCloseAt: changes.salesCloseAt ?? terms.salesCloseAt ?? undefined,
    policy,
    tiers: changes.tiers ?? terms.tiers.map((tier) => toDraft(tier, terms)),
  };
  if (changes.tiers !== undefined || draft.hallId !== terms.hallId) return withLayout(readShow(draft, hall), terms);
  const times = checkTimes(draft);
  if (times !== undefined) return times;
  const { startsAt, endsAt, doorsAt = null, salesOpenAt = null, salesCloseAt = null } = draft;
  return { ...terms, startsAt, endsAt, doorsAt, salesOpenAt, salesCloseAt, policy };
}

/** Says that a layout is gone: what is only left out stays as it was. */
function withLayout(after: ShowTerms | Refusal, { layout }: ShowTerms): ShowTerms | Refusal {
  if ('code' in after || after.layout !== undefined || layout === undefined) return after;
  return { ...after, layout: null };
}

function toDraft({ isSeated, capacity, ...tier }: Tier, { currency, rows }: ShowTerms): TierDraft {
  return { ...tier, currency, ...(isSeated ? { seats: seatsOfTier(rows, tier.id) } : { capacity }) };
}

/** Refuses terms that hold fewer tickets of a tier than are taken. `taken` is what was last heard, by tier. */
export function checkTaken(
  before: ShowTerms,
  after: ShowTerms,
  taken: Readonly<Record<string, number>>,
): Refusal | undefined {
  for (const tier of before.tiers) {
    const sold = taken[tier.id] ?? 0;
    const index = after.tiers.findIndex(({ id }) => id === tier.id);
    const next = after.tiers[index];
    // A tier that turns from standing to seats, or back, keeps none of its tickets.
    const wanted = next !== undefined && next.isSeated === tier.isSeated ? next.capacity : 0;
    if (sold <= wanted) continue;
    const field = index < 0 ? '/tiers' : `/tiers/${index}/${next?.isSeated ? 'seats' : 'capacity'}`;
    return { code: 'capacity-below-sold', field, tier: tier.id, taken: sold, wanted };
  }
  return undefined;
}
