import { Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import type { BookedTickets } from '../bookings/use-booking.ts';
import { tierName } from '../checkout/ticket-summary.tsx';
import { AboutShow } from './about-show.tsx';
import { CallMe } from './call-me.tsx';
import { EntryHistory } from './entry-history.tsx';
import { Leave } from './leave.tsx';
import type { Entry } from './queries.ts';
import styles from './waiting.module.css';

export type About = Pick<BookedTickets, 'show' | 'event' | 'venue'>;

interface WaitingProps {
  readonly entry: Entry;
  readonly about: About;
}

/** Where one stands, and what may still come free. */
export function Waiting({ entry, about }: WaitingProps) {
  const t = useTranslations('wait');
  const [line] = entry.tickets;
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{t('heading')}</Title>
        <Text size="lg" c="var(--ink-soft)">
          {t('wanted', { count: line?.quantity ?? 0, tier: tierName(line?.tier ?? '', about.show) })}
        </Text>
      </div>
      <Standing entry={entry} />
      <AboutShow about={about} />
      <Text>{t('promise')}</Text>
      <CallMe />
      <Leave entry={entry} />
      <EntryHistory entryId={entry.id} show={about.show} />
    </Stack>
  );
}

function Standing({ entry: { position, ahead, heldTickets, earliestReleaseAt } }: { readonly entry: Entry }) {
  const t = useTranslations('wait');
  const format = useFormat();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <section className={styles['standing']} aria-label={t('standing')}>
      <p className={styles['place']} aria-live="polite" aria-atomic="true">
        <span className={styles['label']}>{t('yourPlace')}</span>
        <strong className={styles['number']}>{format.number(position)}</strong>
      </p>
      <ul className={styles['facts']}>
        <li>{t('ahead', { count: ahead })}</li>
        <li>{t('mayComeFree', { count: heldTickets })}</li>
        {heldTickets > 0 && earliestReleaseAt !== undefined && (
          <li>{t('earliest', { time: format.time(earliestReleaseAt, 'time', timeZone) })}</li>
        )}
      </ul>
    </section>
  );
}
