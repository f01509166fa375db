import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Location } from '../../../generated/api.ts';
import { type HallRow, seatsOfRow, toHallRows } from './seat-ranges.ts';
import { type ShowContext, showMistakes } from './show-mistakes.ts';
import type { ShowValues } from './show-values.ts';

export type ShowForm = UseFormReturnType<ShowValues>;

/** The rows of every hall that has a plan, by the hall's id. */
export function useHallRows(location: Location): ReadonlyMap<string, readonly HallRow[]> {
  return useMemo(
    () =>
      new Map(location.halls.flatMap(({ id, plan }) => (plan === undefined ? [] : [[id, toHallRows(plan)] as const]))),
    [location],
  );
}

/** The form of a show, or of many; mistakes that need no server are found when it is sent. */
export function useShowForm(initialValues: ShowValues, location: Location, kind: ShowContext['kind']): ShowForm {
  const t = useTranslations('programme.mistakes');
  const language = useLocale();
  const rows = useHallRows(location);
  return useForm<ShowValues>({
    initialValues,
    validate: (values) => {
      const hall = location.halls.find(({ id }) => id === values.hallId);
      const hallRows = rows.get(values.hallId);
      const mistakes = showMistakes(values, {
        kind,
        timeZone: location.timeZone,
        language,
        hallCapacity: hall?.capacity,
        hallSeats: hallRows === undefined ? undefined : new Set(hallRows.flatMap(seatsOfRow)),
      });
      return Object.fromEntries(
        Object.entries(mistakes).map(([path, code]) => [path, t(code, { capacity: hall?.capacity ?? 0 })]),
      );
    },
  });
}

/** Brings who sent a form with mistakes to the first of them. */
export function focusFirstMistake(form: ShowForm): void {
  const element = document.querySelector<HTMLElement>('[aria-invalid="true"], [data-mistake]');
  element?.focus();
  element?.scrollIntoView({ block: 'center' });
  // Kept for fields that are not marked in the page.
  if (element === null) form.getInputNode(Object.keys(form.errors)[0] ?? '')?.focus();
}
