import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { eventNameQuery, ownShowQuery } from './queries.ts';

/** What takes a hall: a show, from when till when. */
export interface Occupant {
  readonly showId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** Where it is known already. */
  readonly eventId?: string;
}

/** The show in the way that a refusal (`hall-occupied`) names. */
export function occupantOf(error: unknown): Occupant | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'hall-occupied') return undefined;
  const show = error.details['show'];
  if (typeof show !== 'object' || show === null) return undefined;
  const { id, startsAt, endsAt } = show as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof startsAt !== 'string' || typeof endsAt !== 'string') return undefined;
  return { showId: id, startsAt, endsAt };
}

/** "Taken from … until … by “Hamlet”", as soon as it is known whose show that is. */
export function useOccupantText(occupant: Occupant | undefined, timeZone: string): string {
  const t = useTranslations('programme.occupied');
  const format = useFormat();
  const api = useApi();
  const { showId = '', eventId } = occupant ?? {};
  const show = useQuery({ ...ownShowQuery(api, showId), enabled: occupant !== undefined && eventId === undefined });
  const owner = eventId ?? show.data?.eventId ?? '';
  const { data: name } = useQuery({ ...eventNameQuery(api, owner), enabled: owner !== '' });
  if (occupant === undefined) return '';
  const times = {
    from: format.time(occupant.startsAt, 'full', timeZone),
    to: format.time(occupant.endsAt, 'time', timeZone),
  };
  return name === undefined ? t('by', times) : t('byEvent', { ...times, event: name });
}
