import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Checkbox.css';
import { Autocomplete, Checkbox, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { DefaultName } from '@myevents/event-import';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useApi } from '../../../api/api-context.ts';
import { eventTypes } from '../../search/event-types.ts';
import { FormGroup } from '../form-group.tsx';
import { allLocationsQuery } from '../queries.ts';
import { defaultNames, fieldId } from './settings.ts';
import type { Import } from './use-import.ts';

/** What the file does not say, and what may be done. The preview follows while it is typed. */
export function ImportSettingsForm({ state }: { readonly state: Import }) {
  const t = useTranslations('programme.import');
  const { settings, change } = state;
  return (
    <Stack gap="lg">
      <FormGroup legend={t('where')}>
        <Target state={state} />
      </FormGroup>
      <FormGroup legend={t('defaults')}>
        <Text c="var(--ink-soft)" mb="sm">
          {t('defaultsText')}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          {defaultNames.map((name) => (
            <DefaultField key={name} name={name} state={state} />
          ))}
        </SimpleGrid>
      </FormGroup>
      <FormGroup legend={t('permissions')}>
        <Stack gap="sm">
          {(['isDraft', 'mayUpdate', 'mayCancel'] as const).map((name) => (
            <Checkbox
              key={name}
              id={fieldId(name)}
              label={t(`settings.${name}`)}
              description={t(`texts.${name}`)}
              checked={settings[name]}
              onChange={({ currentTarget }) => change({ [name]: currentTarget.checked })}
            />
          ))}
        </Stack>
      </FormGroup>
    </Stack>
  );
}

function Target({ state }: { readonly state: Import }) {
  const t = useTranslations('programme');
  const { settings, change, siteError } = state;
  const { data: locations = [] } = useQuery(allLocationsQuery(useApi()));
  const halls = locations.find(({ id }) => id === settings.locationId)?.halls ?? [];
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          id={fieldId('locationId')}
          label={t('import.settings.locationId')}
          description={t('import.texts.locationId')}
          value={settings.locationId}
          data={[
            { value: '', label: t('import.asFile') },
            ...locations.map(({ id, name, address }) => ({
              value: id,
              label: t('list.place', { name, city: address.city }),
            })),
          ]}
          onChange={({ currentTarget }) => change({ locationId: currentTarget.value, hallId: '' })}
        />
        {settings.locationId !== '' && (
          <NativeSelect
            id={fieldId('hallId')}
            label={t('import.settings.hallId')}
            description={t('import.texts.hallId')}
            value={settings.hallId}
            data={[
              { value: '', label: t('import.firstHall') },
              ...halls.map(({ id, name, capacity, isSeated }) => ({
                value: id,
                label: t(isSeated ? 'sale.hallSeated' : 'sale.hallGeneral', { name, capacity }),
                disabled: isSeated,
              })),
            ]}
            onChange={({ currentTarget }) => change({ hallId: currentTarget.value })}
          />
        )}
      </SimpleGrid>
      <div role="alert">
        {siteError !== null && (
          <Text mt="xs" c="var(--waiting)" lang="en">
            {siteError.message}
          </Text>
        )}
      </div>
    </>
  );
}

function DefaultField({ name, state }: { readonly name: DefaultName; readonly state: Import }) {
  const t = useTranslations('programme.import');
  const { settings, change, mistakes } = state;
  const isWrong = mistakes.some(({ setting }) => setting === name);
  const props = {
    id: fieldId(name),
    label: t(`settings.${name}`),
    description: t(`texts.${name}`),
    value: settings.texts[name],
    error: isWrong ? t(`mistakes.${name}`) : undefined,
  };
  const say = (text: string) => change({ texts: { ...settings.texts, [name]: text } });
  const suggestions = suggestionsFor(name);
  if (suggestions !== undefined) return <Autocomplete {...props} data={[...suggestions]} limit={8} onChange={say} />;
  const isNumber = name === 'capacity' || name === 'durationMinutes';
  return (
    <TextInput
      {...props}
      {...(isNumber && { inputMode: 'numeric' as const })}
      onChange={({ currentTarget }) => say(currentTarget.value)}
    />
  );
}

function suggestionsFor(name: DefaultName): readonly string[] | undefined {
  if (name === 'timeZone') return Intl.supportedValuesOf('timeZone');
  if (name === 'currency') return Intl.supportedValuesOf('currency');
  return name === 'type' ? eventTypes : undefined;
}
