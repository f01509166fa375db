import type { EventHit } from '../../generated/api.ts';
import { EventCard, type EventCardProps } from './event-card.tsx';
import styles from './event-grid.module.css';

interface EventGridProps extends Pick<EventCardProps, 'order' | 'hasPlace'> {
  readonly events: readonly EventHit[];
  /** In a narrow column: rows, however wide the screen. */
  readonly isNarrow?: boolean;
}

/** Events as a list of cards, as many beside each other as there is room for. */
export function EventGrid({ events, isNarrow = false, ...card }: EventGridProps) {
  return (
    <ul className={styles['grid']} data-narrow={isNarrow || undefined}>
      {events.map((event) => (
        <li key={event.id}>
          <EventCard event={event} {...card} />
        </li>
      ))}
    </ul>
  );
}
