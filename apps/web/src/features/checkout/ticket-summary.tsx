import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useFormat } from '../../i18n/format.ts';
import { pathToShow } from '../../paths.ts';
import type { Booking } from '../bookings/queries.ts';
import type { BookedTickets } from '../bookings/use-booking.ts';
import { useSeatText } from '../show/seat-text.ts';
import styles from './ticket-summary.module.css';

type SummaryProps = Pick<BookedTickets, 'show' | 'event' | 'venue'> & { readonly booking: Booking };

/** What is held or booked: event, time, place, and each ticket with its seat, name and price. */
export function TicketSummary({ booking, show, event, venue }: SummaryProps) {
  const t = useTranslations('checkout');
  const toSeatText = useSeatText();
  const format = useFormat();
  return (
    <section className={styles['stub']} aria-label={t('summary')}>
      <div className={styles['event']}>
        <h2 className={styles['name']}>
          {event === undefined ? (
            <>&nbsp;</>
          ) : (
            <Link href={pathToShow(event, booking.showId)} className={styles['link'] ?? ''}>
              <bdi>{event.name}</bdi>
            </Link>
          )}
        </h2>
        <ShowTime show={show} />
        <ShowPlace {...{ show, event, venue }} />
      </div>
      <ul className={styles['tickets']}>
        {toLines(booking.tickets).map(({ ticket, count }) => (
          <li key={ticket.id} className={styles['ticket']}>
            <span>
              <strong>
                {count > 1 && `${format.number(count)} × `}
                <bdi>{tierName(ticket.tier, show)}</bdi>
              </strong>
              {ticket.seat !== undefined && (
                <>
                  {' · '}
                  <bdi>{toSeatText(ticket.seat)}</bdi>
                </>
              )}
              {ticket.name !== undefined && (
                <span className={styles['person']}>
                  <bdi>{ticket.name}</bdi>
                </span>
              )}
            </span>
            <span className={styles['price']}>
              {format.price({ ...ticket.price, amount: ticket.price.amount * count })}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles['total']}>
        <span>
          {t('total')} <span className={styles['count']}>{t('tickets', { count: booking.tickets.length })}</span>
        </span>
        <strong>{booking.total.amount === 0 ? t('free') : format.price(booking.total)}</strong>
      </p>
    </section>
  );
}

type Ticket = Booking['tickets'][number];

interface Line {
  readonly ticket: Ticket;
  readonly count: number;
}

/** Tickets that nothing tells apart, one after the other, are one line. */
function toLines(tickets: readonly Ticket[]): readonly Line[] {
  const lines: Line[] = [];
  for (const ticket of tickets) {
    const last = lines.at(-1);
    if (last !== undefined && isAlike(last.ticket, ticket))
      lines[lines.length - 1] = { ...last, count: last.count + 1 };
    else lines.push({ ticket, count: 1 });
  }
  return lines;
}

const isAlike = (one: Ticket, other: Ticket): boolean =>
  one.tier === other.tier &&
  one.price.amount === other.price.amount &&
  [one, other].every(({ seat, name }) => seat === undefined && name === undefined);

export const tierName = (tier: string, show: BookedTickets['show']): string =>
  show?.tiers.find(({ id }) => id === tier)?.name ?? tier;

/** In the zone of the place, which is named. */
export function ShowTime({ show }: Pick<BookedTickets, 'show'>) {
  const t = useTranslations('checkout');
  const format = useFormat();
  if (show === undefined) return <p className={styles['line']}>&nbsp;</p>;
  const { startsAt, doorsAt, timeZone } = show;
  return (
    <p className={styles['line']}>
      <time dateTime={startsAt}>{format.time(startsAt, 'full', timeZone)}</time>{' '}
      <span className={styles['soft']}>
        {format.zone(startsAt, timeZone)}
        {doorsAt !== undefined && (
          <>
            {' · '}
            <span className={styles['doors']}>{t('doors', { time: format.time(doorsAt, 'time', timeZone) })}</span>
          </>
        )}
      </span>
    </p>
  );
}

export function ShowPlace({ show, event, venue }: Pick<BookedTickets, 'show' | 'event' | 'venue'>) {
  const hall = venue?.halls.find(({ id }) => id === show?.hallId)?.name;
  const name = venue?.name ?? event?.location?.name;
  const address = venue?.address ?? event?.location?.address;
  if (name === undefined) return <p className={styles['line']}>&nbsp;</p>;
  const parts = [name, hall === name ? undefined : hall, address?.street, address?.city];
  return (
    <p className={styles['line']}>
      <bdi>{parts.filter((part) => part !== undefined).join(', ')}</bdi>
    </p>
  );
}
