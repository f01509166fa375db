import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { whileThere } from '../../api/connection.ts';
import { useFormat } from '../../i18n/format.ts';
import { availabilityQuery } from '../availability/queries.ts';
import styles from './event.module.css';
import { toLevel } from './level.ts';
import { saleStateOf } from './sale-state.ts';

/** Shows in a list are looked at again now and then; the chosen one is followed live. */
const lookAgainMs = 45_000;

/** How a show stands, in a word and a sign. */
export function ShowBadge({ show, now }: { readonly show: ShowResource; readonly now: number }) {
  const t = useTranslations('event');
  const { time } = useFormat();
  const state = saleStateOf(show, now);
  const { data } = useQuery({
    ...availabilityQuery(useApi(), show.id, { withSeats: false }),
    enabled: state === 'open',
    staleTime: lookAgainMs,
    refetchInterval: () => whileThere(lookAgainMs),
  });
  if (state === 'notOpen') {
    const { salesOpenAt = show.startsAt, timeZone } = show;
    return <Badge sign="◷" kind="soft" text={t('opensAt', { time: time(salesOpenAt, 'full', timeZone) })} />;
  }
  if (state !== 'open') return <Badge sign="—" kind="taken" text={t(`state.${state}`)} />;
  if (data === undefined) return <Badge sign="" kind="soft" text="" />;
  const { level, available } = toLevel(data.tiers);
  const text = t(`level.${level}`, { count: available });
  return <Badge sign={signs[level]} kind={kinds[level]} text={text} />;
}

const signs = { many: '●', few: '◐', waiting: '◌', none: '—' } as const;
const kinds = { many: 'free', few: 'waiting', waiting: 'taken', none: 'taken' } as const;

function Badge({ sign, kind, text }: { readonly sign: string; readonly kind: string; readonly text: string }) {
  return (
    <span className={styles['badge']} data-kind={kind}>
      <span aria-hidden="true">{sign}</span> {text}
    </span>
  );
}
