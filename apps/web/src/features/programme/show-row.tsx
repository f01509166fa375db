import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { allLocationsQuery, saleQuery } from './queries.ts';
import { showState } from './show-state.ts';
import styles from './shows.module.css';

export interface ShowRowProps {
  readonly event: EventResource;
  readonly show: ShowResource;
  readonly onCancel: () => void;
}

/** One show of the table. */
export function ShowRow({ event, show, onCancel }: ShowRowProps) {
  const t = useTranslations('programme.shows');
  const format = useFormat();
  const state = showState(show, event.status, Date.now());
  const { startsAt, timeZone: zone } = show;
  const when = format.time(startsAt, 'full', zone);
  const edit = `${pathTo('organizeEvent', { eventId: event.id })}?show=${show.id}`;
  const isLive = state !== 'cancelled' && state !== 'over';
  return (
    <tr data-state={state}>
      <th scope="row">
        {when} <span className={styles['soft']}>{format.zone(startsAt, zone)}</span>
      </th>
      <td data-label={t('hall')}>
        <HallName show={show} />
      </td>
      <td data-label={t('state')}>
        <span className={styles['state']}>
          {state === 'notYet' && show.salesOpenAt !== undefined
            ? t('states.notYetUntil', { time: format.time(show.salesOpenAt, 'full', zone) })
            : t(`states.${state}`)}
        </span>
      </td>
      <td data-label={t('sold')}>
        <Sold show={show} />
      </td>
      <td>
        <div className={styles['buttons']}>
          {isLive && (
            <Button component={Link} href={edit} variant="default" size="sm" aria-label={t('editOf', { when })}>
              {t('edit')}
            </Button>
          )}
          <Button
            component={Link}
            href={pathTo('organizeShow', { showId: show.id })}
            variant="default"
            size="sm"
            aria-label={t('salesOf', { when })}
          >
            {t('sales')}
          </Button>
          {isLive && (
            <Button variant="subtle" size="sm" onClick={onCancel} aria-label={t('cancelOf', { when })}>
              {t('cancel')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}

function HallName({ show: { hallId, locationId } }: { readonly show: ShowResource }) {
  const { data: locations } = useQuery(allLocationsQuery(useApi()));
  const hall = locations?.find(({ id }) => id === locationId)?.halls.find(({ id }) => id === hallId);
  return hall?.name ?? (locations === undefined ? '…' : '–');
}

function Sold({ show }: { readonly show: ShowResource }) {
  const t = useTranslations('programme.shows');
  const format = useFormat();
  const { data, error } = useQuery(saleQuery(useApi(), show.id));
  if (error !== null) return t('soldUnknown');
  if (data === undefined) return '…';
  const capacity = data.capacity || show.totalSeats;
  const share = capacity === 0 ? 0 : data.booked / capacity;
  return (
    <div>
      {t('soldOf', { booked: format.number(data.booked), capacity: format.number(capacity) })}
      <div className={styles['bar']} aria-hidden="true">
        <div style={{ inlineSize: `${Math.min(100, share * 100)}%` }} />
      </div>
      {(data.held > 0 || data.waiting > 0) && (
        <div className={styles['soft']}>{t('heldWaiting', { held: data.held, waiting: data.waiting })}</div>
      )}
    </div>
  );
}
