import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ShowResource } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import { zoneOfBrowser } from '../../i18n/formats.ts';
import styles from './event.module.css';

type ShowTimes = Pick<ShowResource, 'startsAt' | 'endsAt' | 'timeZone'>;

/** `19:30 – 22:00 CET`, by the clocks of the place. */
export function ShowHours({ show }: { readonly show: ShowTimes }) {
  const t = useTranslations('event');
  const { time, zone } = useFormat();
  const { startsAt, endsAt, timeZone } = show;
  return (
    <time dateTime={startsAt}>
      {t('hours', {
        from: time(startsAt, 'time', timeZone),
        until: time(endsAt, 'time', timeZone),
        zone: zone(startsAt, timeZone),
      })}
    </time>
  );
}

/** The same instant by the reader's own clock, where that shows another time. Only a browser knows. */
export function ViewerTime({ show }: { readonly show: ShowTimes }) {
  const t = useTranslations('event');
  const { time, zone } = useFormat();
  const [ownZone, setOwnZone] = useState<string>();
  useEffect(() => setOwnZone(zoneOfBrowser()), []);
  const { startsAt, timeZone } = show;
  if (ownZone === undefined || time(startsAt, 'full', ownZone) === time(startsAt, 'full', timeZone)) return null;
  return (
    <span className={styles['soft']}>
      {t('yourTime', { time: time(startsAt, 'full', ownZone), zone: zone(startsAt, ownZone) })}
    </span>
  );
}
