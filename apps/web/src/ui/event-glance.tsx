import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useApi } from '../api/api-context.ts';
import { availabilityQuery, type TierAvailability } from '../features/availability/queries.ts';
import styles from './event-card.module.css';
import { useSeen } from './use-seen.ts';

type Glance = 'plenty' | 'few' | 'held' | 'none';

const fewMax = 20;
const fewShare = 0.05;

export interface Seen {
  readonly glance: Glance;
  readonly left: number;
}

/** What the tiers of a show come to for somebody who walks by. */
export function toGlance(tiers: readonly TierAvailability[]): Seen {
  const sum = (of: (tier: TierAvailability) => number) => tiers.reduce((total, tier) => total + of(tier), 0);
  const left = sum(({ available }) => available);
  const isFew = left <= Math.max(fewMax, sum(({ capacity }) => capacity) * fewShare);
  if (left > 0) return { glance: isFew ? 'few' : 'plenty', left };
  return { glance: sum(({ held }) => held) > 0 ? 'held' : 'none', left };
}

/** Whether a show still has tickets; asked when it comes into view, so that a long list costs no more than what is looked at. */
export function EventGlance({ showId }: { readonly showId: string }) {
  const t = useTranslations('search');
  const api = useApi();
  const [element, isSeen] = useSeen<HTMLParagraphElement>();
  const { data } = useQuery({
    ...availabilityQuery(api, showId, { withSeats: false }),
    enabled: isSeen,
    staleTime: 30_000,
    retry: false,
  });
  const seen = data === undefined ? undefined : toGlance(data.tiers);
  return (
    <p ref={element} className={styles['glance']} data-glance={seen?.glance}>
      {seen !== undefined && (
        <>
          <GlanceMark glance={seen.glance} />
          {seen.glance === 'few' ? t('card.glance.few', { count: seen.left }) : t(`card.glance.${seen.glance}`)}
        </>
      )}
    </p>
  );
}

const marks: Readonly<Record<Glance, string>> = {
  plenty: 'M7 1a6 6 0 1 0 0 12A6 6 0 0 0 7 1',
  few: 'M7 1a6 6 0 0 0 0 12zM8 2a5.500 5.500 0 0 1 0 10v-1.500a4 4 0 0 0 0-7z',
  held: 'M2 1h10v2L8 7l4 4v2H2v-2l4-4-4-4z',
  none: 'M2 1h10v2L8 7l4 4v2H2v-2l4-4-4-4z',
};

function GlanceMark({ glance }: { readonly glance: Glance }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <path d={marks[glance]} fill="currentColor" />
    </svg>
  );
}
