import { useTranslations } from 'use-intl';
import { ApiProblem } from '../../api/problem.ts';
import { occupantOf, useOccupantText } from './occupant.ts';
import type { ShowValues } from './show-values.ts';

/** Why a show could not be saved, with what stands in its way; undefined where the usual text of the problem says it all. */
export function useShowProblemText(error: unknown, timeZone: string, tiers: ShowValues['tiers']): string | undefined {
  const t = useTranslations('programme.problems');
  const occupant = occupantOf(error);
  const what = useOccupantText(occupant, timeZone);
  if (occupant !== undefined) return t('occupied', { what });
  const sold = belowSold(error);
  if (sold === undefined) return undefined;
  return t('belowSold', { tier: tiers.find(({ id }) => id === sold.tier)?.name ?? sold.tier, taken: sold.taken });
}

function belowSold(error: unknown): { readonly tier: string; readonly taken: number } | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'capacity-below-sold') return undefined;
  const { tier, taken } = error.details;
  return typeof tier === 'string' && typeof taken === 'number' ? { tier, taken } : undefined;
}
