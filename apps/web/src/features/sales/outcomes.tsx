import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import type { SalesReport } from './queries.ts';
import styles from './sales.module.css';

interface Outcome {
  readonly name: string;
  readonly count: number;
  readonly tone: 'act' | 'free' | 'waiting' | 'taken';
}

/** What became of holds, and of those in line. */
export function Outcomes({ report: { holds, waitlist } }: { readonly report: SalesReport }) {
  const t = useTranslations('sales.outcomes');
  const ofHolds: Outcome[] = [
    { name: t('confirmed'), count: holds.confirmed, tone: 'free' },
    { name: t('stillHeld'), count: holds.stillHeld, tone: 'waiting' },
    { name: t('expired'), count: holds.expired, tone: 'taken' },
    { name: t('released'), count: holds.released, tone: 'taken' },
  ];
  const ofLine: Outcome[] = [
    { name: t('waiting'), count: waitlist.waiting, tone: 'waiting' },
    { name: t('offered'), count: waitlist.offered, tone: 'act' },
    { name: t('taken'), count: waitlist.taken, tone: 'free' },
    { name: t('lapsed'), count: waitlist.lapsed, tone: 'taken' },
    { name: t('left'), count: waitlist.left, tone: 'taken' },
    { name: t('closed'), count: waitlist.closed, tone: 'taken' },
  ];
  return (
    <div className={styles['pair']}>
      <Bars
        id="holds"
        title={t('holds')}
        total={holds.total}
        about={t('holdsTotal', { count: holds.total })}
        outcomes={ofHolds}
      />
      {waitlist.joined > 0 && (
        <Bars
          id="line"
          title={t('line')}
          total={waitlist.joined}
          about={t('lineTotal', { count: waitlist.joined })}
          outcomes={ofLine}
        />
      )}
    </div>
  );
}

interface BarsProps {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly total: number;
  readonly outcomes: readonly Outcome[];
}

function Bars({ id, title, about, total, outcomes }: BarsProps) {
  const format = useFormat();
  return (
    <section aria-labelledby={id} className={styles['panel']}>
      <Title order={2} size="h3" id={id}>
        {title}
      </Title>
      <p className={styles['soft']}>{about}</p>
      <dl className={styles['outcomes']}>
        {outcomes.map(({ name, count, tone }) => (
          <div key={name} className={styles['outcome']} data-tone={tone}>
            <dt>{name}</dt>
            <dd>
              {format.number(count)}{' '}
              <span className={styles['soft']}>
                {format.number(count / total, { style: 'percent', maximumFractionDigits: 0 })}
              </span>
            </dd>
            <div className={styles['share']} aria-hidden="true">
              <div style={{ inlineSize: `${(count / total) * 100}%` }} />
            </div>
          </div>
        ))}
      </dl>
    </section>
  );
}
