import { Skeleton, Title } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { whileThere } from '../../api/connection.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type SaleCounts, saleQuery } from '../programme/queries.ts';
import { NeedsAttention } from './needs-attention.tsx';
import styles from './overview.module.css';
import { type ComingShow, comingShowsQuery } from './queries.ts';

const pollMs = 10_000;

/** A show with what it sold, once that is known. */
export interface ShowSeen extends ComingShow {
  readonly sale: SaleCounts | undefined;
}

/** The next shows at a glance, and above them what they want somebody to look at. */
export function ComingShows() {
  const t = useTranslations('organize.home');
  const api = useApi();
  const { data: coming, error, refetch } = useQuery(comingShowsQuery(api));
  const sales = useQueries({
    queries: (coming ?? []).map(({ show }) => ({
      ...saleQuery(api, show.id),
      refetchInterval: () => whileThere(pollMs),
    })),
  });
  const shows: ShowSeen[] = (coming ?? []).map((one, index) => ({ ...one, sale: sales[index]?.data }));
  return (
    <>
      <NeedsAttention shows={shows} />
      <section aria-labelledby="coming">
        <Title order={2} id="coming" mb="sm">
          {t('coming')}
        </Title>
        <ProblemAlert error={coming === undefined ? error : null} onRetry={() => void refetch()} />
        {coming === undefined && error === null && <Skeleton height={320} radius="lg" />}
        {coming?.length === 0 && <p className={styles['empty']}>{t('noneComing')}</p>}
        {shows.length > 0 && (
          <ul className={styles['shows']}>
            {shows.map((show) => (
              <ShowItem key={show.show.id} {...show} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function ShowItem({ event, show, sale }: ShowSeen) {
  const t = useTranslations('organize.home');
  const format = useFormat();
  const { startsAt, timeZone } = show;
  return (
    <li className={styles['show']}>
      <div>
        <Link href={pathTo('organizeShow', { showId: show.id })} className={styles['name'] ?? ''}>
          <bdi>{event.name}</bdi>
        </Link>
        <div className={styles['soft']}>
          <time dateTime={startsAt}>{format.time(startsAt, 'full', timeZone)}</time> {format.zone(startsAt, timeZone)}
        </div>
        {event.location !== undefined && (
          <div className={styles['soft']}>
            <bdi>{t('place', { name: event.location.name, city: event.location.address.city })}</bdi>
          </div>
        )}
      </div>
      {sale === undefined ? <Skeleton height={54} radius="md" /> : <SaleGlance sale={sale} seats={show.totalSeats} />}
    </li>
  );
}

function SaleGlance({ sale, seats }: { readonly sale: SaleCounts; readonly seats: number }) {
  const t = useTranslations('organize.home');
  const format = useFormat();
  const { booked, held, waiting } = sale;
  const capacity = sale.capacity || seats;
  const share = (count: number) => `${capacity === 0 ? 0 : Math.min(100, (count / capacity) * 100)}%`;
  return (
    <div>
      <div className={styles['sold']}>
        <strong>{t('sold', { booked: format.number(booked), capacity: format.number(capacity) })}</strong>
        <span className={styles['soft']}>{t('heldWaiting', { held, waiting })}</span>
      </div>
      <div className={styles['bar']} aria-hidden="true">
        <div data-part="booked" style={{ inlineSize: share(booked) }} />
        <div data-part="held" style={{ inlineSize: share(held) }} />
      </div>
    </div>
  );
}
