import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/NumberInput.css';
import {
  Anchor,
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { toLanguageName, useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type EventValues, eventMistakes } from './event-values.ts';
import { fieldErrors } from './field-errors.ts';
import { languageCodes } from './language-codes.ts';
import { allLocationsQuery } from './queries.ts';
import { TypeField } from './type-field.tsx';

export interface EventFormProps {
  /** What it begins with; another object begins anew. */
  readonly values: EventValues;
  readonly submitText: string;
  /** Said beside the button. */
  readonly note?: string;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onSave: (values: EventValues) => void;
  /** The event has shows in halls of its location: it cannot move. */
  readonly isPlaceFixed?: boolean;
}

/** What an event is: its mistakes stand at the fields they are in, whether this page or the server found them. */
export function EventForm({ values, submitText, note, isSaving, error, onSave, isPlaceFixed = false }: EventFormProps) {
  const t = useTranslations('programme.event');
  const tMistake = useTranslations('programme.mistakes');
  const form = useForm<EventValues>({
    initialValues: values,
    validate: (current) =>
      Object.fromEntries(Object.entries(eventMistakes(current)).map(([field, mistake]) => [field, tMistake(mistake)])),
  });
  useEffect(() => {
    form.setInitialValues(values);
    form.setValues(values);
    // Only another event, or another version of it, begins anew.
  }, [values]);
  const atFields = useMemo(() => fieldErrors(error, toField), [error]);
  useEffect(() => form.setErrors(atFields), [atFields]);

  return (
    <form
      noValidate
      onSubmit={form.onSubmit(onSave, (errors) => {
        const [first] = Object.keys(errors);
        if (first !== undefined) form.getInputNode(first)?.focus();
      })}
    >
      <Stack gap="lg">
        <TextInput label={t('name')} required maxLength={200} size="md" {...form.getInputProps('name')} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TypeField {...form.getInputProps('type')} />
          <LocationField isFixed={isPlaceFixed} {...form.getInputProps('locationId')} />
          <NumberInput
            label={t('duration')}
            description={t('durationText')}
            required
            min={1}
            max={527_040}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('duration')}
          />
          <LanguageField canClear={values.language === ''} {...form.getInputProps('language')} />
        </SimpleGrid>
        <Textarea
          label={t('description')}
          description={t('descriptionText')}
          autosize
          minRows={5}
          maxRows={20}
          maxLength={10_000}
          {...form.getInputProps('description')}
        />
        <TagsInput
          label={t('tags')}
          description={t('tagsText')}
          maxTags={30}
          maxLength={40}
          splitChars={[',', '、', '،']}
          acceptValueOnBlur
          value={[...form.values.tags]}
          onChange={(tags) => form.setFieldValue('tags', tags)}
          error={form.errors['tags']}
        />
        <ProblemAlert error={error} />
        <Group>
          <Button type="submit" loading={isSaving} size="md">
            {submitText}
          </Button>
          {note !== undefined && <Text c="var(--ink-soft)">{note}</Text>}
        </Group>
      </Stack>
    </form>
  );
}

/** `/tags/3` → `tags` */
const toField = (pointer: string): string | undefined => /^\/(\w+)/.exec(pointer)?.[1];

interface FieldProps {
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly error?: unknown;
}

function LocationField({ isFixed, value, onChange, error }: FieldProps & { readonly isFixed: boolean }) {
  const t = useTranslations('programme');
  const { data: locations = [] } = useQuery(allLocationsQuery(useApi()));
  const data = locations.map(({ id, name, address }) => ({
    value: id,
    label: t('list.place', { name, city: address.city }),
  }));
  return (
    <Select
      label={t('event.location')}
      description={
        isFixed ? (
          t('event.locationFixed')
        ) : (
          <>
            {t('event.locationText')}{' '}
            <Anchor component={Link} href={paths.organizeLocations} inherit c="var(--act)" td="underline">
              {t('event.toVenues')}
            </Anchor>
          </>
        )
      }
      required
      searchable
      disabled={isFixed}
      // It cannot be changed here, but is to be read.
      styles={isFixed ? { input: { opacity: 1, color: 'var(--ink-soft)' } } : {}}
      nothingFoundMessage={t('event.noSuchPlace')}
      data={data}
      value={value === '' ? null : (value ?? null)}
      onChange={(next) => onChange?.(next ?? '')}
      error={error as string | undefined}
      allowDeselect={false}
    />
  );
}

/** A language that was said cannot be unsaid, only changed: the API keeps what is left out. */
function LanguageField({ canClear, value, onChange, error }: FieldProps & { readonly canClear: boolean }) {
  const t = useTranslations('programme.event');
  const { language } = useFormat();
  const codes =
    value === undefined || value === '' || languageCodes.includes(value) ? languageCodes : [value, ...languageCodes];
  const data = codes
    .map((code) => ({ value: code, label: toLanguageName(code, language) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, language));
  return (
    <Select
      label={t('language')}
      description={t('languageText')}
      searchable
      clearable={canClear}
      allowDeselect={canClear}
      data={data}
      value={value === '' ? null : (value ?? null)}
      onChange={(next) => onChange?.(next ?? '')}
      error={error as string | undefined}
    />
  );
}
