import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/NumberInput.css';
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { ApiProblem } from '../../api/problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { HallFields } from './hall-fields.tsx';
import { PlaceFields } from './place-fields.tsx';
import styles from './venue-form.module.css';
import { fieldOfPointer, type VenueValues, venueMistakes } from './venue-values.ts';

export interface VenueFormProps {
  /** What it begins with; another object begins anew. */
  readonly values: VenueValues;
  /** What is stored: some of it can be changed, but not taken away. */
  readonly stored?: VenueValues;
  readonly submitText: string;
  readonly isSaving: boolean;
  readonly isSaved?: boolean;
  readonly error: unknown;
  readonly onSave: (values: VenueValues) => void;
  /** Where a hall's seats are drawn. */
  readonly planHref?: (hallId: string) => string;
}

/** What a location is: its mistakes stand at the fields they are in, whether this page or the server found them. */
export function VenueForm(props: VenueFormProps) {
  const { values, stored, submitText, isSaving, isSaved = false, error, onSave, planHref } = props;
  const t = useTranslations('venues.form');
  const tMistake = useTranslations('venues.mistakes');
  const form = useForm<VenueValues>({
    initialValues: values,
    validate: (current) =>
      Object.fromEntries(
        Object.entries(venueMistakes(current, stored)).map(([field, mistake]) => [field, tMistake(mistake)]),
      ),
  });
  useEffect(() => {
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    // Only another location, or another version of it, begins anew.
  }, [values]);
  useEffect(() => {
    const atFields = errorsByField(error);
    form.setErrors(atFields);
    const [first] = Object.keys(atFields);
    if (first !== undefined) form.getInputNode(first)?.focus();
  }, [error]);

  return (
    <form
      className={styles['panel']}
      noValidate
      onSubmit={form.onSubmit(onSave, (errors) => {
        const [first] = Object.keys(errors);
        if (first !== undefined) form.getInputNode(first)?.focus();
      })}
    >
      <Stack gap="xl">
        <TextInput label={t('name')} required maxLength={200} size="md" {...form.getInputProps('name')} />
        <PlaceFields form={form} />
        <Textarea
          label={t('openingHours')}
          description={t('openingHoursText')}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps('openingHours')}
        />
        <HallFields form={form} {...(planHref !== undefined && { planHref })} />
        <ProblemAlert error={error} text={<RefusalText error={error} />} />
        <Group className={styles['save'] ?? ''}>
          <Button type="submit" loading={isSaving} size="md">
            {submitText}
          </Button>
          <Text c="var(--ink-soft)" role="status">
            {form.isDirty() ? stored !== undefined && t('unsaved') : isSaved && t('saved')}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

/** The texts are the server's; the first mistake of a field counts. */
function errorsByField(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const found = (error.details.errors ?? []).flatMap(({ pointer, detail }) => {
    const field = fieldOfPointer(pointer);
    return field === undefined ? [] : [[field, detail] as const];
  });
  return Object.fromEntries(found.toReversed());
}

const explained = ['hall-in-use', 'capacity-below-sold', 'validation-failed'] as const;

/** A refusal, and what it means for a location. */
function RefusalText({ error }: { readonly error: unknown }) {
  const t = useTranslations('venues.refusals');
  const tProblem = useTranslations('problems');
  const code = error instanceof ApiProblem ? error.code : 'unknown';
  const known = explained.find((one) => one === code);
  if (known !== undefined) return t(known);
  const key = code as Parameters<typeof tProblem>[0];
  return tProblem.has(key) ? tProblem(key) : tProblem('unknown');
}
