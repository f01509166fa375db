import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import type { HistoryItem } from '../bookings/queries.ts';
import styles from './ledger.module.css';
import { ledgerRules, ledgerTextOf } from './ledger-text.ts';
import type { ShowResource } from './queries.ts';
import { tierNameIn } from './tier-name.ts';

interface LedgerListProps {
  readonly items: readonly HistoryItem[];
  readonly show: ShowResource;
  /** Decisions about a booking lead to it. */
  readonly withBookings: boolean;
}

/** Decisions in the order given: what happened, by which rule, and on request all that was written down. */
export function LedgerList({ items, show, withBookings }: LedgerListProps) {
  // One version may hold several; they have no name but their place.
  const places = new Map<number, number>();
  const placeOf = (version: number) => {
    const place = (places.get(version) ?? 0) + 1;
    places.set(version, place);
    return place;
  };
  return (
    <ol className={styles['list']}>
      {items.map((item) => (
        <LedgerItem
          key={`${item.version}.${placeOf(item.version)}`}
          item={item}
          show={show}
          bookingId={withBookings ? bookingOf(item) : undefined}
        />
      ))}
    </ol>
  );
}

function bookingOf({ details }: HistoryItem): string | undefined {
  const { bookingId } = (details ?? {}) as { readonly bookingId?: unknown };
  return typeof bookingId === 'string' ? bookingId : undefined;
}

interface LedgerItemProps {
  readonly item: HistoryItem;
  readonly show: ShowResource;
  readonly bookingId: string | undefined;
}

function LedgerItem({ item, show, bookingId }: LedgerItemProps) {
  const t = useTranslations('sales.ledger');
  const format = useFormat();
  const { type, values } = ledgerTextOf(item, {
    time: (instant) => format.time(instant, 'time', show.timeZone),
    list: format.list,
    tierName: tierNameIn(show),
  });
  const rule = ledgerRules.find((one) => one === item.rule);
  return (
    <li className={styles['item']}>
      <div className={styles['facts']}>
        <span className={styles['version']}>{t('version', { version: String(item.version) })}</span>
        <time dateTime={item.at} title={item.at}>
          {format.time(item.at, 'full', show.timeZone)}
        </time>
        <span>{rule === undefined ? item.rule : t(`rules.${rule}`)}</span>
      </div>
      <div className={styles['text']}>{t(`texts.${type}`, { ...values })}</div>
      <div className={styles['more']}>
        {bookingId !== undefined && (
          <Link
            href={pathTo('organizeBookings', { showId: show.id }, { booking: bookingId })}
            className={styles['link'] ?? ''}
            aria-label={t('toBookingOf', { version: String(item.version) })}
          >
            {t('toBooking')}
          </Link>
        )}
        {item.details !== undefined && (
          <details className={styles['details']}>
            <summary aria-label={t('detailsOf', { version: String(item.version) })}>{t('details')}</summary>
            <pre dir="ltr">{JSON.stringify({ type: item.type, ...(item.details as object) }, null, 2)}</pre>
          </details>
        )}
      </div>
    </li>
  );
}
