import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, Location, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { PageHead, siteName } from '../../head.tsx';
import { useFormat } from '../../i18n/format.ts';
import { pathTo, pathToEvent, pathToShow } from '../../paths.ts';
import { Poster } from '../../ui/poster.tsx';
import { availabilityQuery } from '../availability/queries.ts';
import { Entrance } from './entrance.tsx';
import styles from './event.module.css';
import { EventFacts, Place } from './facts.tsx';
import { toJsonLd } from './json-ld.ts';
import { cheapestOf } from './price.ts';
import { nextShowOf, saleStateOf } from './sale-state.ts';
import { ShareButton } from './share-button.tsx';
import { ShowHours, ViewerTime } from './show-time.tsx';
import { Shows } from './shows.tsx';
import { useNow } from './use-now.ts';

interface EventViewProps {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly halls: Location['halls'];
  readonly loadedAt: number;
}

/** An event: what, where, when, for how much, and the way to its tickets. */
export function EventView({ event, shows, halls, loadedAt }: EventViewProps) {
  const now = useNow(loadedAt);
  const [chosenId, setChosenId] = useState<string>();
  const coming = shows.filter(({ endsAt }) => Date.parse(endsAt) > now);
  const listed = coming.length > 0 ? coming : shows;
  const chosen = listed.find(({ id }) => id === chosenId) ?? nextShowOf(listed, now);
  return (
    <>
      <EventHead event={event} shows={shows} next={chosen} now={loadedAt} />
      <Hero event={event} shows={shows} next={nextShowOf(listed, now)} now={now} />
      <EventNotice event={event} isOver={coming.length === 0 && shows.length > 0} />
      <div className={styles['columns']}>
        <div className={styles['main']}>
          {chosen !== undefined && (
            <Shows
              event={event}
              shows={listed}
              halls={halls}
              now={now}
              first={chosen}
              className={styles['datesPart']}
            />
          )}
          <AboutEvent event={event} />
        </div>
        <div className={styles['aside']}>
          {chosen !== undefined && (
            <Entrance event={event} shows={listed} chosen={chosen} now={now} onChoose={setChosenId} />
          )}
          <Place event={event} />
        </div>
      </div>
    </>
  );
}

interface EventHeadProps {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly next: ShowResource | undefined;
  readonly now: number;
}

function EventHead({ event, shows, next, now }: EventHeadProps) {
  const t = useTranslations('event');
  const api = useApi();
  const queries = useQueryClient();
  const { time } = useFormat();
  const path = pathToEvent(event);
  const availabilityOf = (showId: string) =>
    queries.getQueryData(availabilityQuery(api, showId, { withSeats: false }).queryKey);
  const place = event.location === undefined ? '' : `${event.location.name}, ${event.location.address.city}`;
  const when = next === undefined ? '' : time(next.startsAt, 'full', next.timeZone);
  const about = (event.description ?? '').replaceAll(/\s+/g, ' ').trim();
  const description = t('metaDescription', { when, place, about });
  return (
    <PageHead
      title={place === '' ? event.name : t('metaTitle', { name: event.name, place })}
      description={description.length > 200 ? `${description.slice(0, 199)}…` : description}
      canonical={path}
      isPrivate={event.status === 'draft'}
      {...(import.meta.env.SSR && { jsonLd: toJsonLd({ event, shows, path, siteName, now, availabilityOf }) })}
    />
  );
}

function Hero({ event, shows, next, now }: EventHeadProps) {
  const t = useTranslations('event');
  const { price } = useFormat();
  const cheapest = cheapestOf(shows.filter(({ status }) => status !== 'cancelled').flatMap(({ tiers }) => tiers));
  const isOnSale = event.status === 'published' && next !== undefined && saleStateOf(next, now) === 'open';
  return (
    <section className={styles['hero']}>
      <div className={styles['poster']}>
        <Poster id={event.id} type={event.type} />
      </div>
      <div className={styles['heroText']}>
        <p className={styles['kicker']}>
          {t.has(`type.${event.type}` as 'type.play') ? t(`type.${event.type}` as 'type.play') : event.type}
        </p>
        <h1 className={styles['name']}>
          <bdi lang={event.language}>{event.name}</bdi>
        </h1>
        {next !== undefined && <NextShow show={next} />}
        {event.location !== undefined && (
          <p className={styles['where']}>
            <Link href={pathTo('location', { locationId: event.location.id })} className={styles['plainLink'] ?? ''}>
              {event.location.name}
            </Link>
            , {event.location.address.city}
          </p>
        )}
        <div className={styles['heroActions']}>
          {isOnSale && (
            <Button component={Link} href={pathToShow(event, next.id)} size="lg">
              {t('chooseTickets')}
            </Button>
          )}
          <ShareButton title={event.name} path={pathToEvent(event)} />
          {isOnSale && cheapest !== undefined && (
            <span className={styles['heroPrice']}>
              {cheapest.amount === 0 ? t('free') : t('from', { price: price(cheapest) })}
            </span>
          )}
        </div>
      </div>
    </section>
  );
}

function NextShow({ show }: { readonly show: ShowResource }) {
  const { time } = useFormat();
  return (
    <p className={styles['when']}>
      <b>{time(show.startsAt, 'day', show.timeZone)}</b>
      <ShowHours show={show} />
      <ViewerTime show={show} />
    </p>
  );
}

/** What somebody must know before anything else. */
function EventNotice({ event, isOver }: { readonly event: EventResource; readonly isOver: boolean }) {
  const t = useTranslations('event');
  const notice =
    event.status === 'cancelled'
      ? 'cancelledText'
      : event.status === 'draft'
        ? 'draftText'
        : isOver
          ? 'overText'
          : undefined;
  if (notice === undefined) return null;
  return (
    <p className={styles['notice']} data-kind={notice}>
      {t(notice)}
    </p>
  );
}

function AboutEvent({ event }: { readonly event: EventResource }) {
  const t = useTranslations('event');
  return (
    <section className={styles['aboutPart']} aria-labelledby="about">
      <h2 id="about" className={styles['heading']}>
        {t('about')}
      </h2>
      {event.description !== undefined && (
        <p className={`prose ${styles['description']}`} dir="auto">
          {event.description}
        </p>
      )}
      <EventFacts event={event} />
    </section>
  );
}
