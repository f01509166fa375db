import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { ShowResource } from '../../../generated/api.ts';
import { ApiProblem, type ProblemDetails } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Choice, withQuantity } from './choice.ts';
import { useSeatText } from './seat-text.ts';
import styles from './show.module.css';

interface RefusalProps {
  readonly error: Error | null;
  readonly show: ShowResource;
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
  readonly onRetry: () => void;
}

/** Why it did not work, and what can be done about it. */
export function Refusal({ error, show, choice, onChange, onRetry }: RefusalProps) {
  const text = useText(show);
  const details = error instanceof ApiProblem ? error.details : undefined;
  return (
    <ProblemAlert error={error} text={details && text(details)} onRetry={onRetry}>
      {details?.code === 'tickets-unavailable' && (
        <Shortages details={details} show={show} choice={choice} onChange={onChange} />
      )}
      {(details?.code === 'name-already-booked' || details?.code === 'ticket-limit-exceeded') && <MyBookings />}
    </ProblemAlert>
  );
}

function MyBookings() {
  const t = useTranslations('show');
  return (
    <Link href={paths.bookings} className={styles['link'] ?? ''}>
      {t('myBookings')}
    </Link>
  );
}

/** What the details of a problem let one say better than its code alone. */
function useText(show: ShowResource): (details: ProblemDetails) => string | undefined {
  const t = useTranslations('show');
  const { time, zone } = useFormat();
  return (details) => {
    if (details.code === 'ticket-limit-exceeded') {
      const { ticketsMax: max, ticketsNow: now } = details;
      if (typeof max !== 'number' || typeof now !== 'number') return undefined;
      return t('limitRefused', { max, now, left: Math.max(0, max - now) });
    }
    if (details.code === 'sales-not-open' && typeof details['opensAt'] === 'string') {
      const at = details['opensAt'];
      return t('opensAt', { time: time(at, 'full', show.timeZone), zone: zone(at, show.timeZone) });
    }
    return undefined;
  };
}

interface Shortage {
  readonly tier: string;
  readonly wanted: number;
  readonly available: number;
  readonly heldTickets: number;
}

function readShortages({ shortages }: ProblemDetails): readonly Shortage[] {
  return Array.isArray(shortages) ? (shortages as readonly Shortage[]) : [];
}

/** The seats a refusal names: somebody else has them. */
export function readSeats({ seats }: ProblemDetails): readonly string[] {
  return Array.isArray(seats) ? (seats as readonly string[]) : [];
}

function Shortages({
  details,
  show,
  choice,
  onChange,
}: Pick<RefusalProps, 'show' | 'choice' | 'onChange'> & { readonly details: ProblemDetails }) {
  const t = useTranslations('show');
  const toText = useSeatText();
  return (
    <ul className={styles['shortages']}>
      {readSeats(details).map((seat) => (
        <li key={seat}>{t('seatTaken', { seat: toText(seat) })}</li>
      ))}
      {readShortages(details).map(({ tier, wanted, available, heldTickets }) => (
        <li key={tier}>
          <p>
            {t('shortage', { tier: show.tiers.find(({ id }) => id === tier)?.name ?? tier, wanted, available })}{' '}
            {heldTickets > 0 && details['waitlist'] === true && t('mayComeFree', { count: heldTickets })}
          </p>
          {available > 0 && (choice.quantities[tier] ?? 0) > available && (
            <Button
              variant="default"
              size="md"
              onClick={() => onChange(withQuantity(choice, tier, available, show.policy.maxTicketsPerUser))}
            >
              {t('takeLeft', { count: available })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
