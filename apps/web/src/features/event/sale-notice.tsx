import { useTranslations } from 'use-intl';
import type { ShowResource } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import styles from './event.module.css';
import type { SaleState } from './sale-state.ts';

/** Why there are no tickets to be had. */
export function SaleNotice({ show, state }: { readonly show: ShowResource; readonly state: SaleState }) {
  const t = useTranslations('event');
  const { time, zone } = useFormat();
  if (state === 'open') return null;
  const { salesOpenAt = show.startsAt, timeZone } = show;
  return (
    <p className={styles['saleNotice']} data-state={state}>
      {state === 'notOpen'
        ? t('notOpenText', { time: time(salesOpenAt, 'full', timeZone), zone: zone(salesOpenAt, timeZone) })
        : t(`${state}ShowText`)}
    </p>
  );
}
