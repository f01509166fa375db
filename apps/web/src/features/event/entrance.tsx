import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, ShowResource } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathToShow } from '../../paths.ts';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { useLiveAvailability } from '../availability/use-live-availability.ts';
import styles from './event.module.css';
import { LiveSign } from './live-sign.tsx';
import { SaleNotice } from './sale-notice.tsx';
import { saleStateOf } from './sale-state.ts';
import { ViewerTime } from './show-time.tsx';
import { TierMeter } from './tier-meter.tsx';

interface EntranceProps {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly chosen: ShowResource;
  readonly now: number;
  readonly onChoose: (showId: string) => void;
}

/** The entrance arrangement of one show: its tiers, their prices, and what is left of them at this moment. */
export function Entrance({ event, shows, chosen, now, onChoose }: EntranceProps) {
  const t = useTranslations('event');
  const { time, price, zone } = useFormat();
  const state = saleStateOf(chosen, now);
  const isOpen = state === 'open' && event.status === 'published';
  const { availability, isLive } = useLiveAvailability(chosen.id, { withSeats: false });
  const isSoldOut = availability?.tiers.every(({ available }) => available === 0) ?? false;
  return (
    <section className={`${styles['panel']} ${styles['entrancePart']}`} aria-labelledby="entrance">
      <div className={styles['partHead']}>
        <h2 id="entrance" className={styles['heading']}>
          {t('entrance')}
        </h2>
        {isOpen && <LiveSign isLive={isLive} />}
      </div>
      {shows.length > 1 ? (
        <PlainSelect
          label={t('show')}
          value={chosen.id}
          onChange={onChoose}
          options={shows.map(({ id, startsAt, timeZone }) => ({
            value: id,
            label: `${time(startsAt, 'full', timeZone)} ${zone(startsAt, timeZone)}`,
          }))}
        />
      ) : null}
      <Doors show={chosen} />
      <ul className={styles['tiers']}>
        {chosen.tiers.map((tier) => {
          const live = availability?.tiers.find(({ id }) => id === tier.id);
          return (
            <li key={tier.id} className={styles['tier']}>
              <div className={styles['tierHead']}>
                <span className={styles['tierName']}>{tier.name}</span>
                <span className={styles['tierPrice']}>{tier.price.amount === 0 ? t('free') : price(tier.price)}</span>
              </div>
              <span className={styles['soft']}>{t(tier.isSeated ? 'seated' : 'standing')}</span>
              {live !== undefined && isOpen && <TierMeter tier={live} />}
            </li>
          );
        })}
      </ul>
      {isOpen ? (
        <Button component={Link} href={pathToShow(event, chosen.id)} size="lg" fullWidth>
          {isSoldOut ? t('waitForTickets') : t('chooseTickets')}
        </Button>
      ) : (
        <SaleNotice show={chosen} state={event.status === 'cancelled' ? 'cancelled' : state} />
      )}
      {isOpen && isSoldOut && <p className={styles['soft']}>{t('soldOutText')}</p>}
    </section>
  );
}

function Doors({ show }: { readonly show: ShowResource }) {
  const t = useTranslations('event');
  const { time, zone } = useFormat();
  const { doorsAt, timeZone } = show;
  return (
    <p className={styles['doors']}>
      {doorsAt !== undefined && (
        <span>{t('doors', { time: time(doorsAt, 'time', timeZone), zone: zone(doorsAt, timeZone) })}</span>
      )}
      <ViewerTime show={show} />
    </p>
  );
}
