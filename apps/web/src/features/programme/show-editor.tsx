import { Anchor, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, Location, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../organize/frame.tsx';
import { EditShow } from './edit-show.tsx';
import { NewSeries } from './new-series.tsx';
import { NewShow } from './new-show.tsx';
import { ownShowsQuery, readPlan, venuePlansQuery } from './queries.ts';
import { newShowValues, newTier, type ShowValues, toShowValues } from './show-values.ts';
import { toWall } from './zoned-time.ts';

export interface ShowEditorProps {
  readonly event: EventResource;
  /** `new`, `series`, or the id of the show that is to be changed. */
  readonly show: string;
}

/** The page on which shows of an event are made or changed. */
export function ShowEditor({ event, show }: ShowEditorProps) {
  const api = useApi();
  const location = useQuery(venuePlansQuery(api, event.locationId));
  const shows = useQuery(ownShowsQuery(api, event.id));
  const edited = shows.data?.find(({ id }) => id === show);
  const isNew = show === 'new' || show === 'series';
  const plan = useQuery({
    queryKey: ['programme', 'plan', show, edited?.version],
    queryFn: () => readPlan(api, show),
    enabled: edited?.tiers.some(({ isSeated }) => isSeated) ?? false,
    placeholderData: keepPreviousData,
  });
  const { language } = useFormat();
  const error = location.error ?? shows.error ?? plan.error;
  if (shows.data !== undefined && !isNew && edited === undefined) return <NotFound />;
  const isLoading = location.data === undefined || shows.data === undefined || plan.isLoading;
  if (error !== null || isLoading) {
    return (
      <ShowFrame event={event} show={show} edited={edited}>
        {error === null ? <Skeleton height={480} radius="lg" /> : <ProblemAlert error={error} />}
      </ShowFrame>
    );
  }
  const props = { event, location: location.data, shows: shows.data };
  return (
    <ShowFrame event={event} show={show} edited={edited}>
      {show === 'series' && <NewSeries {...props} start={firstValues(props)} />}
      {show === 'new' && <NewShow {...props} start={firstValues(props)} />}
      {edited !== undefined && <EditShow {...props} show={edited} start={toShowValues(edited, plan.data, language)} />}
    </ShowFrame>
  );
}

export interface ShowFormProps {
  readonly event: EventResource;
  readonly location: Location;
  /** Those that the event has already. */
  readonly shows: readonly ShowResource[];
  readonly start: ShowValues;
}

/** What a new show begins with: a hall where it can be only one, the currency that the event is sold in already. */
function firstValues({ event, location, shows }: Omit<ShowFormProps, 'start'>): ShowValues {
  const [hall] = location.halls;
  const last = shows.at(-1);
  const day = Math.max(Date.now(), last === undefined ? 0 : Date.parse(last.startsAt)) + 7 * 86_400_000;
  return newShowValues({
    hallId: last?.hallId ?? hall?.id ?? '',
    currency: last?.tiers[0]?.price.currency ?? event.priceFrom?.currency ?? '',
    duration: event.duration,
    date: toWall(day, location.timeZone).slice(0, 10),
    tiers: [
      newTier({ isSeated: location.halls.find(({ id }) => id === (last?.hallId ?? hall?.id))?.isSeated ?? false }),
    ],
  });
}

interface ShowFrameProps extends ShowEditorProps {
  readonly edited: ShowResource | undefined;
  readonly children: ReactNode;
}

function ShowFrame({ event, show, edited, children }: ShowFrameProps) {
  const t = useTranslations('programme.show');
  const format = useFormat();
  const title =
    edited !== undefined
      ? t('edit', { time: format.time(edited.startsAt, 'full', edited.timeZone) })
      : t(show === 'series' ? 'series' : 'new');
  const above = (
    <Anchor component={Link} href={pathTo('organizeEvent', { eventId: event.id })}>
      {t('toEvent', { event: event.name })}
    </Anchor>
  );
  return (
    <OrganizerFrame title={title} above={above}>
      {children}
    </OrganizerFrame>
  );
}
