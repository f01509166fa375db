import { Button, Container, Loader, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { PageHead } from '../../head.tsx';
import { paths } from '../../paths.ts';
import { isOpen } from '../wait/queries.ts';
import { AsOf } from './as-of.tsx';
import { BookingCard } from './booking-card.tsx';
import { EntryCard } from './entry-card.tsx';
import { groupBookings, type WithShow } from './group-bookings.ts';
import styles from './list.module.css';
import { useMyBookings } from './use-my-bookings.ts';

const minuteMs = 60_000;

/** All that was booked in this browser, and where one stands in line. */
export function Page() {
  const t = useTranslations('bookings');
  const now = useMinute();
  const { bookings, entries, isLoading, error, asOf } = useMyBookings();
  const { upcoming, past, ended } = groupBookings(bookings, now);
  const waiting = entries.filter(isOpen);
  const overEntries = entries.filter((entry) => !isOpen(entry) && entry.status !== 'taken');
  const isEmpty = bookings.length === 0 && entries.length === 0;
  return (
    <Container size="md" py="xl">
      <PageHead title={t('title')} isPrivate />
      <Stack gap="xl">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="var(--ink-soft)" mt={4}>
            {t('intro')}
          </Text>
        </div>
        {asOf !== undefined && <AsOf instant={asOf} />}
        <Text role="status" hidden={error === null || asOf !== undefined}>
          {error !== null && t('someMissing')}
        </Text>
        {isEmpty && isLoading && <Loader type="dots" />}
        {isEmpty && !isLoading && error === null && <Nothing />}
        <Group title={t('waiting')} isEmpty={waiting.length === 0}>
          {waiting.map((entry) => (
            <EntryCard key={entry.id} entry={entry} />
          ))}
        </Group>
        <Cards title={t('upcoming')} bookings={upcoming} />
        <Cards title={t('past')} bookings={past} />
        <Group title={t('ended')} isEmpty={ended.length + overEntries.length === 0} isFolded>
          {ended.map((one) => (
            <BookingCard key={one.booking.id} {...one} />
          ))}
          {overEntries.map((entry) => (
            <EntryCard key={entry.id} entry={entry} />
          ))}
        </Group>
      </Stack>
    </Container>
  );
}

function Cards({ title, bookings }: { readonly title: string; readonly bookings: readonly WithShow[] }) {
  return (
    <Group title={title} isEmpty={bookings.length === 0}>
      {bookings.map((one) => (
        <BookingCard key={one.booking.id} {...one} />
      ))}
    </Group>
  );
}

interface GroupProps {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly isFolded?: boolean;
  readonly children: ReactNode;
}

function Group({ title, isEmpty, isFolded = false, children }: GroupProps) {
  if (isEmpty) return null;
  const list = <ul className={styles['cards']}>{children}</ul>;
  if (isFolded) {
    return (
      <details>
        <summary className={styles['fold']}>
          <h2 className={styles['foldTitle']}>{title}</h2>
        </summary>
        {list}
      </details>
    );
  }
  return (
    <section aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {list}
    </section>
  );
}

function Nothing() {
  const t = useTranslations('bookings');
  return (
    <Stack align="flex-start" className={styles['nothing'] ?? ''}>
      <Title order={2}>{t('emptyTitle')}</Title>
      <Text>{t('emptyText')}</Text>
      <Button mih={44} component={Link} href={paths.search}>
        {t('emptyAction')}
      </Button>
    </Stack>
  );
}

/** The time of day, anew each minute. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
