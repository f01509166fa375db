import { useTranslations } from 'use-intl';
import type { Location } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import { readSeats } from './seat-ranges.ts';
import type { OneTimes, ShowValues, TierValues } from './show-values.ts';
import { fromWall } from './zoned-time.ts';

/** A show's form without its nesting, so that two versions can be compared field by field. */
export interface ShowFields extends OneTimes {
  readonly hallId: string;
  readonly currency: string;
  readonly tiers: readonly Omit<TierValues, 'key'>[];
  readonly holdSeconds: number | string;
  readonly offerSeconds: number | string;
  readonly mayExtend: boolean;
  readonly maxTicketsPerUser: number | string;
  readonly uniqueNames: boolean;
}

/** Keys of tiers are the form's alone: they say nothing of a change. */
export function toFields({ one, series: _series, tiers, ...values }: ShowValues): ShowFields {
  return { ...values, ...one, tiers: tiers.map(({ key: _key, ...tier }) => tier) };
}

export function toShowFields(base: ShowValues, fields: ShowFields): ShowValues {
  const { startsAt, duration, doorsAt, salesOpenAt, salesCloseAt, cancellableUntil, tiers, ...values } = fields;
  return {
    ...base,
    ...values,
    tiers: tiers.map((tier, at) => ({ ...tier, key: `merged-${at}` })),
    one: { startsAt, duration, doorsAt, salesOpenAt, salesCloseAt, cancellableUntil },
  };
}

/** What the fields are called, and what they hold, in words. */
export function useShowFieldText(location: Location) {
  const t = useTranslations('programme');
  const format = useFormat();
  const labels: { readonly [Field in keyof ShowFields]: string } = {
    hallId: t('sale.hall'),
    currency: t('sale.currency'),
    tiers: t('sale.tickets'),
    holdSeconds: t('policy.hold'),
    offerSeconds: t('policy.offer'),
    mayExtend: t('policy.extend'),
    maxTicketsPerUser: t('policy.maxTickets'),
    uniqueNames: t('policy.uniqueNames'),
    startsAt: t('times.starts'),
    duration: t('times.duration'),
    doorsAt: t('times.doors'),
    salesOpenAt: t('times.opens'),
    salesCloseAt: t('times.closes'),
    cancellableUntil: t('times.cancellable'),
  };
  const tierText = ({ name, price, isSeated, capacity, seats }: ShowFields['tiers'][number]) =>
    t('sale.tierText', { name, price, count: isSeated ? readSeats(seats).seats.length : Number(capacity) });

  function text(field: keyof ShowFields, fields: ShowFields): string {
    const value = fields[field];
    if (field === 'tiers') return fields.tiers.map(tierText).join('\n');
    if (field === 'hallId') return location.halls.find(({ id }) => id === value)?.name ?? fields.hallId;
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (value === '') return t('usual');
    if (typeof value === 'object') return '';
    const moment = fromWall(String(value), location.timeZone);
    return moment === undefined ? String(value) : format.time(moment.instant, 'full', location.timeZone);
  }
  return { label: (field: keyof ShowFields) => labels[field], text };
}
