import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import type { SalesReport } from './queries.ts';
import styles from './sales.module.css';

/** What an organizer asks first. */
export function BigNumbers({ report }: { readonly report: SalesReport }) {
  const t = useTranslations('sales.numbers');
  const format = useFormat();
  const { tiers, holds, waitlist, revenue } = report;
  const sum = (of: (tier: SalesReport['tiers'][number]) => number) =>
    tiers.reduce((total, tier) => total + of(tier), 0);
  const [booked, held, capacity] = [sum((tier) => tier.booked), sum((tier) => tier.held), sum((tier) => tier.capacity)];
  const ended = holds.total - holds.stillHeld;
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : format.number(part / whole, { style: 'percent', maximumFractionDigits: 0 });
  const numbers = [
    {
      name: t('sold'),
      value: format.number(booked),
      about: t('soldAbout', { capacity: format.number(capacity), share: share(booked, capacity) }),
    },
    { name: t('revenue'), value: format.price(revenue), about: t('revenueAbout') },
    {
      name: t('conversion'),
      value: share(holds.confirmed, ended),
      about: t('conversionAbout', { confirmed: holds.confirmed, ended }),
    },
    { name: t('held'), value: format.number(held), about: t('heldAbout', { holds: holds.stillHeld }) },
    {
      name: t('waiting'),
      value: format.number(sum((tier) => tier.waiting)),
      about: t('waitingAbout', { entries: waitlist.waiting }),
    },
  ];
  return (
    <dl className={styles['numbers']}>
      {numbers.map(({ name, value, about }) => (
        <div key={name} className={styles['number']}>
          <dt>{name}</dt>
          <dd>
            <span className={styles['value']}>
              <bdi>{value}</bdi>
            </span>
            <span className={styles['about']}>{about}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
