import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { type Money, toPrice } from '../../i18n/format.ts';
import type { LaidSeat, LaidSection } from './layout.ts';
import type { MapTier } from './plan.ts';
import type { SeatStatus } from './seat-status.ts';

/** How seats are called in the reader's language. */
export interface SeatWords {
  /** Stalls, row A, seat 12 */
  readonly place: (seat: LaidSeat) => string;
  /** What it costs and what there is to know, then what has become of it. */
  readonly facts: (seat: LaidSeat, status: SeatStatus) => readonly string[];
  /** Place and facts: Stalls, row A, seat 12, regular, €45, available */
  readonly full: (seat: LaidSeat, status: SeatStatus) => string;
  readonly prices: (section: LaidSection) => string;
  readonly tierPrice: (tier: MapTier) => string;
  /** 12 free */
  readonly free: (count: number) => string;
}

type Translate = ReturnType<typeof useTranslations<'show.seatMap'>>;

export function useSeatWords(tiers: readonly MapTier[]): SeatWords {
  const t = useTranslations('show.seatMap');
  const language = useLocale();
  return useMemo(() => toWords(tiers, t, language), [tiers, t, language]);
}

function toWords(tiers: readonly MapTier[], t: Translate, language: string): SeatWords {
  const known = new Map(tiers.map((tier) => [tier.id, { ...tier, shown: toPrice(tier.price, language) }]));
  const separator = t('separator');

  function placeParts({ row, label }: LaidSeat): readonly string[] {
    const { name: section } = row.section;
    return [...(section === '' ? [] : [section]), t('row', { row: row.name }), t('seat', { seat: label })];
  }

  function facts({ tier, marks }: LaidSeat, status: SeatStatus): readonly string[] {
    const own = known.get(tier ?? '');
    return [
      ...(own === undefined ? [] : [own.name, own.shown]),
      ...marks.map((mark) => t(`marks.${mark}`)),
      t(`states.${status}`),
    ];
  }

  return {
    place: (seat) => placeParts(seat).join(separator),
    facts,
    full: (seat, status) => [...placeParts(seat), ...facts(seat, status)].join(separator),
    prices: (section) => toPrices(section, known, (from, to) => t('priceRange', { from, to })),
    tierPrice: ({ id }) => known.get(id)?.shown ?? '',
    free: (count) => t('free', { count }),
  };
}

type Known = ReadonlyMap<string, { readonly price: Money; readonly shown: string }>;

/** What the seats of a section cost: one price, or the least and the most. */
function toPrices({ rows }: LaidSection, known: Known, range: (from: string, to: string) => string): string {
  const ids = new Set(rows.flatMap(({ seats }) => seats.map(({ tier }) => tier)));
  const found = [...ids].flatMap((id) => known.get(id ?? '') ?? []);
  const [least, ...others] = found.sort((one, other) => one.price.amount - other.price.amount);
  const most = others.at(-1);
  if (least === undefined) return '';
  return most === undefined || most.shown === least.shown ? least.shown : range(least.shown, most.shown);
}
