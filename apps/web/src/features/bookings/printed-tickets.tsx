import styles from './printed-tickets.module.css';
import type { Booking } from './queries.ts';
import { TicketCard } from './ticket-card.tsx';
import type { BookedTickets } from './use-booking.ts';

type PrintedTicketsProps = Pick<BookedTickets, 'show' | 'event' | 'venue'> & { readonly booking: Booking };

/** Every ticket of a booking, for paper only. */
export function PrintedTickets({ booking, ...about }: PrintedTicketsProps) {
  return (
    <div className={styles['pages']}>
      {booking.tickets.map((ticket) => (
        <TicketCard key={ticket.id} booking={booking} ticket={ticket} {...about} />
      ))}
    </div>
  );
}
