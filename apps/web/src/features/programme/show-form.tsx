import { Button, Group, Stack } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, Location } from '../../../generated/api.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { fieldErrors } from './field-errors.ts';
import { OneTimes } from './one-times.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { SaleFields } from './sale-fields.tsx';
import { toShowField } from './show-mistakes.ts';
import { useShowProblemText } from './show-problem.ts';
import type { ShowValues } from './show-values.ts';
import { focusFirstMistake, type ShowForm } from './use-show-form.ts';

export interface OneShowFormProps {
  readonly form: ShowForm;
  readonly event: EventResource;
  readonly location: Location;
  readonly submitText: string;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onSave: (values: ShowValues) => void;
  readonly children?: ReactNode;
}

/** One show, new or not. */
export function OneShowForm(props: OneShowFormProps) {
  const { form, event, location, submitText, isSaving, error, onSave, children } = props;
  const t = useTranslations('programme.show');
  const text = useShowProblemText(error, location.timeZone, form.values.tiers);
  useEffect(() => {
    // Our own words, where we have any, at the field that the server means.
    const found = Object.entries(fieldErrors(error, toShowField));
    form.setErrors(Object.fromEntries(found.map(([field, detail]) => [field, text ?? detail])));
  }, [error, text]);
  return (
    <form noValidate onSubmit={form.onSubmit(onSave, () => requestAnimationFrame(() => focusFirstMistake(form)))}>
      <Stack gap="xl">
        <OneTimes form={form} timeZone={location.timeZone} />
        <SaleFields form={form} event={event} location={location} />
        <PolicyFields form={form} />
        {children}
        <ProblemAlert error={error} {...(text !== undefined && { text })} />
        <Group>
          <Button type="submit" size="md" loading={isSaving}>
            {submitText}
          </Button>
          <Button variant="default" size="md" component={Link} href={pathTo('organizeEvent', { eventId: event.id })}>
            {t('back')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
