import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { EventGrid } from '../../ui/event-grid.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { NoResults } from './no-results.tsx';
import styles from './page.module.css';
import { type EventFacets, eventSearchQuery } from './queries.ts';
import { type SearchState, toSearchPath } from './search-state.ts';

interface ResultsProps {
  readonly state: SearchState;
  readonly facets: EventFacets | undefined;
  readonly timeZone: string;
}

/** The events found, and more of them at a press. Those of the search before stay, paler, until the new ones are there. */
export function Results({ state, facets, timeZone }: ResultsProps) {
  const t = useTranslations('search');
  const api = useApi();
  const found = useInfiniteQuery(eventSearchQuery(api, state, timeZone));
  const events = found.data?.pages.flatMap(({ items }) => items);
  const next = found.data?.pages.at(-1)?.next;
  if (events === undefined) {
    return found.isError ? <ProblemAlert error={found.error} onRetry={() => void found.refetch()} /> : <Placeholders />;
  }
  if (events.length === 0) return <NoResults state={state} facets={facets} />;
  return (
    <div
      className={styles['results']}
      aria-busy={found.isPlaceholderData}
      data-stale={found.isPlaceholderData || undefined}
    >
      <EventGrid events={events} order={2} />
      {next === null || next === undefined ? (
        events.length > 6 && <p className={styles['end']}>{t('end')}</p>
      ) : (
        <div className={styles['end']}>
          {found.isFetchNextPageError && <ProblemAlert error={found.error} />}
          <Button
            component="a"
            href={toSearchPath({ ...state, cursor: next })}
            rel="nofollow"
            variant="default"
            size="md"
            h={46}
            loading={found.isFetchingNextPage}
            onClick={(event) => {
              event.preventDefault();
              void found.fetchNextPage();
            }}
          >
            {t('moreEvents')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Placeholders() {
  const t = useTranslations('search');
  return (
    <div role="status" aria-label={t('loading')} className={styles['placeholders']}>
      {[0, 1, 2, 3, 4, 5].map((one) => (
        <Skeleton key={one} h={150} radius={14} />
      ))}
    </div>
  );
}
