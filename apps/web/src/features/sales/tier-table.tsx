import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import type { SalesReport } from './queries.ts';
import styles from './sales.module.css';

type Tier = SalesReport['tiers'][number];

const parts = ['booked', 'held', 'reserved', 'available'] as const;
type Part = (typeof parts)[number];

/** What is kept for those in line is what is left of the capacity. */
function partsOf({ capacity, booked, held, available }: Tier): Readonly<Record<Part, number>> {
  return { booked, held, available, reserved: Math.max(0, capacity - booked - held - available) };
}

/** Each tier as a bar of what its tickets are, with the numbers beside it. */
export function TierTable({ tiers }: { readonly tiers: readonly Tier[] }) {
  const t = useTranslations('sales.tiers');
  return (
    <section aria-labelledby="tiers">
      <Title order={2} id="tiers" mb="sm">
        {t('title')}
      </Title>
      <div className={styles['frame']}>
        <table className={styles['table']} aria-labelledby="tiers">
          <thead>
            <tr>
              <th scope="col">{t('tier')}</th>
              {parts.map((part) => (
                <th key={part} scope="col" className={styles['figure']}>
                  <Swatch part={part} />
                  {t(part)}
                </th>
              ))}
              <th scope="col" className={styles['figure']}>
                {t('waiting')}
              </th>
              <th scope="col" className={styles['figure']}>
                {t('revenue')}
              </th>
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier) => (
              <TierRow key={tier.id} tier={tier} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function TierRow({ tier }: { readonly tier: Tier }) {
  const t = useTranslations('sales.tiers');
  const format = useFormat();
  const amounts = partsOf(tier);
  return (
    <tr>
      <th scope="row" className={styles['tier']}>
        <bdi>{tier.name}</bdi>{' '}
        <span className={styles['soft']}>{tier.price.amount === 0 ? t('free') : format.price(tier.price)}</span>
        <div className={styles['bar']} aria-hidden="true">
          {parts
            .filter((part) => amounts[part] > 0)
            .map((part) => (
              <div key={part} data-part={part} style={{ flexGrow: amounts[part] }} />
            ))}
        </div>
      </th>
      {parts.map((part) => (
        <td key={part} className={styles['figure']} data-label={t(part)}>
          <Swatch part={part} />
          {format.number(amounts[part])}
        </td>
      ))}
      <td className={styles['figure']} data-label={t('waiting')}>
        {format.number(tier.waiting)}
      </td>
      <td className={styles['figure']} data-label={t('revenue')}>
        {format.price(tier.revenue)}
      </td>
    </tr>
  );
}

const Swatch = ({ part }: { readonly part: Part }) => (
  <i className={styles['swatch']} data-part={part} aria-hidden="true" />
);
