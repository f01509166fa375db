import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import { PageHead, siteName } from '../../head.tsx';
import { useFormat } from '../../i18n/format.ts';
import { pathTo, pathToEvent, pathToShow } from '../../paths.ts';
import { readBuyer, useMine } from '../../session/buyer.ts';
import { availabilityQuery } from '../availability/queries.ts';
import { useLiveAvailability } from '../availability/use-live-availability.ts';
import { toJsonLd } from '../event/json-ld.ts';
import { LiveSign } from '../event/live-sign.tsx';
import { SaleNotice } from '../event/sale-notice.tsx';
import { saleStateOf } from '../event/sale-state.ts';
import { ShowHours, ViewerTime } from '../event/show-time.tsx';
import { useNow } from '../event/use-now.ts';
import { type Choice, countOf, totalOf } from './choice.ts';
import { OrderPanel } from './order-panel.tsx';
import { outlookOf } from './outlook.ts';
import { ownedQuery } from './queries.ts';
import { readSeats } from './refusal.tsx';
import { SeatChooser } from './seat-chooser.tsx';
import styles from './show.module.css';
import { TierRow } from './tier-row.tsx';
import { useBook } from './use-book.ts';
import { useDraft } from './use-choice.ts';

interface ChooseViewProps {
  readonly event: EventResource;
  readonly show: ShowResource;
  readonly hall: string | undefined;
  readonly loadedAt: number;
}

const noSeats: readonly string[] = [];

/** One show: how many of what, who for, and off to the hold or into the line. */
export function ChooseView({ event, show, hall, loadedAt }: ChooseViewProps) {
  const t = useTranslations('show');
  const now = useNow(loadedAt);
  const state = event.status === 'cancelled' ? 'cancelled' : saleStateOf(show, now);
  const isOpen = state === 'open' && event.status === 'published';
  const { availability, isLive } = useLiveAvailability(show.id, { withSeats: false });
  const { draft, change, forget } = useDraft(show);
  const sale = useBook(show, { onDone: forget });
  const owned = useOwned(show.id);
  const ownedTickets = owned.flatMap(({ tickets }) => tickets);
  const { maxTicketsPerUser } = show.policy;
  const limit = Math.max(0, maxTicketsPerUser - ownedTickets.length);
  const { choice } = draft;
  const onChange = useChange(change);
  const refusedSeats = useRefusedSeats(sale.error);
  const held = owned.find(({ status }) => status === 'held');

  return (
    <>
      <ShowHead event={event} show={show} now={loadedAt} />
      <Heading event={event} show={show} hall={hall} />
      {held !== undefined && (
        <p className={styles['heldNotice']} role="status">
          {t('youHold', { count: held.tickets.length })}{' '}
          <Link href={pathTo('checkout', { bookingId: held.id })}>{t('toPayment')}</Link>
        </p>
      )}
      <div className={styles['columns']}>
        <section aria-labelledby="tickets" className={styles['tickets']}>
          <div className={styles['partHead']}>
            <h2 id="tickets">{t('tickets')}</h2>
            {isOpen && <LiveSign isLive={isLive} />}
          </div>
          {isOpen ? (
            <LimitText max={maxTicketsPerUser} owned={ownedTickets.length} count={countOf(choice)} limit={limit} />
          ) : (
            <SaleNotice show={show} state={state} />
          )}
          <ul className={styles['tiers']}>
            {show.tiers.map((tier) => (
              <TierRow
                key={tier.id}
                tier={tier}
                live={availability?.tiers.find(({ id }) => id === tier.id)}
                choice={choice}
                limit={limit}
                isOpen={isOpen}
                onChange={onChange}
              />
            ))}
          </ul>
          {isOpen && (
            <SeatChooser
              show={show}
              choice={choice}
              limit={limit}
              mine={ownedTickets.flatMap(({ seat }) => (seat === undefined ? [] : [seat]))}
              refused={refusedSeats}
              isPending={sale.isPending}
              onChange={onChange}
            />
          )}
          {isOpen && countOf(choice) > 0 && <Bar show={show} choice={choice} />}
        </section>
        {isOpen && (
          <OrderPanel
            show={show}
            draft={draft}
            outlook={outlookOf(choice, availability?.tiers)}
            sale={sale}
            onChange={onChange}
            onNames={(names) => change({ names })}
          />
        )}
        {!isOpen && (
          <Link href={pathToEvent(event)} className={styles['otherDates'] ?? ''}>
            {t('otherDates')}
          </Link>
        )}
      </div>
    </>
  );
}

/** The same function for as long as the page stands, so that effects can name it. */
function useChange(change: (next: { readonly choice: Choice }) => void): (choice: Choice) => void {
  const [latest] = useState(() => ({ change }));
  latest.change = change;
  return useCallback((choice) => latest.change({ choice }), [latest]);
}

/** What this browser has of the show already: known once it is asked, in the browser alone. */
function useOwned(showId: string) {
  const api = useApi();
  const mine = useMine().some((one) => one.showId === showId);
  const [userId, setUserId] = useState<string>();
  useEffect(() => {
    if (mine) setUserId(readBuyer().userId);
  }, [mine]);
  const { data } = useQuery({ ...ownedQuery(api, showId, userId ?? ''), enabled: userId !== undefined });
  return data ?? [];
}

function useRefusedSeats(error: Error | null): readonly string[] {
  return error instanceof ApiProblem && Array.isArray(error.details['seats']) ? readSeats(error.details) : noSeats;
}

interface ShowHeadProps {
  readonly event: EventResource;
  readonly show: ShowResource;
  readonly now: number;
}

function ShowHead({ event, show, now }: ShowHeadProps) {
  const t = useTranslations('show');
  const api = useApi();
  const queries = useQueryClient();
  const { time } = useFormat();
  const when = time(show.startsAt, 'full', show.timeZone);
  const place = event.location === undefined ? '' : `${event.location.name}, ${event.location.address.city}`;
  const path = pathToShow(event, show.id);
  const availabilityOf = (showId: string) =>
    queries.getQueryData(availabilityQuery(api, showId, { withSeats: false }).queryKey);
  return (
    <PageHead
      title={t('metaTitle', { name: event.name, when })}
      description={t('metaDescription', { name: event.name, when, place })}
      canonical={path}
      isPrivate={event.status === 'draft'}
      {...(import.meta.env.SSR && { jsonLd: toJsonLd({ event, shows: [show], path, siteName, now, availabilityOf }) })}
    />
  );
}

function Heading({ event, show, hall }: Pick<ChooseViewProps, 'event' | 'show' | 'hall'>) {
  const t = useTranslations('show');
  const { time } = useFormat();
  const { location } = event;
  const place = [hall, location?.name, location?.address.city].filter((part) => part !== undefined);
  return (
    <header className={styles['heading']}>
      <Link href={pathToEvent(event)} className={styles['back'] ?? ''}>
        {t('otherDates')}
      </Link>
      <h1>
        <bdi lang={event.language}>{event.name}</bdi>
      </h1>
      <p className={styles['when']}>
        <b>{time(show.startsAt, 'day', show.timeZone)}</b>
        <ShowHours show={show} />
        <ViewerTime show={show} />
      </p>
      <p className={styles['soft']}>{place.join(' · ')}</p>
    </header>
  );
}

/** On a small screen: what it comes to so far, and the way on. */
function Bar({ show, choice }: { readonly show: ShowResource; readonly choice: Choice }) {
  const t = useTranslations('show');
  const { price } = useFormat();
  const total = totalOf(choice, show.tiers);
  return (
    <div className={styles['bar']}>
      <span>
        {t('count', { count: countOf(choice) })}
        {total !== undefined && total.amount > 0 && ` · ${price(total)}`}
      </span>
      <Button component="a" href="#order" size="md">
        {t('toOrder')}
      </Button>
    </div>
  );
}

interface LimitTextProps {
  readonly max: number;
  readonly owned: number;
  readonly count: number;
  readonly limit: number;
}

/** Said before it is refused. */
function LimitText({ max, owned, count, limit }: LimitTextProps) {
  const t = useTranslations('show');
  const isReached = count >= limit;
  return (
    <p className={styles['limit']} data-reached={isReached || undefined} role="status">
      {owned > 0 ? t('limitLeft', { max, owned, left: limit }) : t('limit', { count: max })}{' '}
      {isReached && t('limitReached')}
    </p>
  );
}
