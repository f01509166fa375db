import { QRCodeSVG } from 'qrcode.react';
import { useTranslations } from 'use-intl';
import { ShowPlace, ShowTime, tierName } from '../checkout/ticket-summary.tsx';
import { useSeatText } from '../show/seat-text.ts';
import type { Booking, Ticket } from './queries.ts';
import styles from './ticket-card.module.css';
import { ticketCodeOf } from './ticket-code.ts';
import type { BookedTickets } from './use-booking.ts';

interface TicketCardProps extends Pick<BookedTickets, 'show' | 'event' | 'venue'> {
  readonly booking: Booking;
  readonly ticket: Ticket;
}

/** A ticket as it is shown at the door: black on white, in the dark too. */
export function TicketCard({ booking, ticket, show, event, venue }: TicketCardProps) {
  const t = useTranslations('bookings');
  const toSeatText = useSeatText();
  const person = ticket.name ?? booking.name;
  return (
    <article className={styles['ticket']}>
      <div className={styles['qr']}>
        <QRCodeSVG
          value={ticketCodeOf(booking, ticket)}
          size={320}
          marginSize={4}
          level="M"
          title={t('qrLabel')}
          role="img"
          className={styles['code'] ?? ''}
        />
        <span className={styles['booking']}>{booking.code}</span>
      </div>
      <div className={styles['words']}>
        <p className={styles['event']}>
          <bdi>{event?.name ?? ''}</bdi>
        </p>
        <ShowTime show={show} />
        <ShowPlace {...{ show, event, venue }} />
        <dl className={styles['facts']}>
          {ticket.seat !== undefined && <Fact term={t('seat')} value={toSeatText(ticket.seat)} />}
          <Fact term={t('category')} value={tierName(ticket.tier, show)} />
          {person !== undefined && <Fact term={t('ticketFor')} value={person} />}
        </dl>
      </div>
    </article>
  );
}

function Fact({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
