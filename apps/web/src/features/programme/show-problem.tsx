import { useTranslations } from 'use-intl';
import { ApiProblem } from '../../api/problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { occupantOf, useOccupantText } from './occupant.ts';
import type { ShowValues } from './show-values.ts';

export interface ShowProblemProps {
  readonly error: unknown;
  readonly timeZone: string;
  readonly tiers: ShowValues['tiers'];
  readonly onRetry?: () => void;
}

/** Why a show could not be saved, with what stands in its way. */
export function ShowProblem({ error, timeZone, tiers, onRetry }: ShowProblemProps) {
  const t = useTranslations('programme.problems');
  const occupant = occupantOf(error);
  const occupantText = useOccupantText(occupant, timeZone);
  const sold = belowSold(error);
  const name = tiers.find(({ id }) => id === sold?.tier)?.name ?? sold?.tier ?? '';
  const text =
    occupant !== undefined
      ? t('occupied', { what: occupantText })
      : sold !== undefined
        ? t('belowSold', { tier: name, taken: sold.taken })
        : undefined;
  return (
    <ProblemAlert error={error} {...(text !== undefined && { text })} {...(onRetry !== undefined && { onRetry })} />
  );
}

function belowSold(error: unknown): { readonly tier: string; readonly taken: number } | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'capacity-below-sold') return undefined;
  const { tier, taken } = error.details;
  return typeof tier === 'string' && typeof taken === 'number' ? { tier, taken } : undefined;
}
