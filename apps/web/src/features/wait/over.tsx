import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { paths, pathTo, pathToShow } from '../../paths.ts';
import { AboutShow } from './about-show.tsx';
import { EntryHistory } from './entry-history.tsx';
import type { Entry } from './queries.ts';
import type { About } from './waiting.tsx';

interface OverProps {
  readonly entry: Entry;
  readonly status: Exclude<Entry['status'], 'waiting' | 'offered'>;
  readonly about: About;
}

/** No longer in line: why, and the way on. */
export function Over({ entry, status, about }: OverProps) {
  const t = useTranslations('wait');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const reason = status === 'closed' && about.show?.status === 'cancelled' ? 'showCancelled' : status;
  const canAgain = (status === 'lapsed' || status === 'left') && about.show?.status !== 'cancelled';
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {t(`${reason}Title`)}
        </Title>
        <Text size="lg" mt="xs">
          {t(`${reason}Text`)}
        </Text>
      </div>
      <Group>
        {status === 'taken' && entry.bookingId !== undefined && (
          <Button mih={44} size="md" component={Link} href={pathTo('booking', { bookingId: entry.bookingId })}>
            {t('toBooking')}
          </Button>
        )}
        {canAgain && about.event !== undefined && (
          <Button mih={44} size="md" component={Link} href={pathToShow(about.event, entry.showId)}>
            {t('toShow')}
          </Button>
        )}
        <Button mih={44} size="md" variant="default" component={Link} href={paths.search}>
          {t('findMore')}
        </Button>
      </Group>
      <AboutShow about={about} />
      <EntryHistory entryId={entry.id} show={about.show} />
    </Stack>
  );
}
