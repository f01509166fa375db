import { useTranslations } from 'use-intl';
import type { PlanMistake } from './plan-mistakes.ts';
import type { TextMistake } from './read-plan-text.ts';

/** What is wrong with a plan or its text, and what would be right, in words. */
export function useMistakeText(): (mistake: Pick<PlanMistake | TextMistake, 'code' | 'values'>) => string {
  const t = useTranslations('venues.plan.mistakes');
  return ({ code, values }) =>
    t(code, {
      section: '',
      row: '',
      seat: '',
      word: '',
      known: '',
      most: 0,
      least: 0,
      count: 0,
      ...values,
    });
}
