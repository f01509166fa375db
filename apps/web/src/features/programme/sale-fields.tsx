import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import { Button, Group, Input, NativeSelect, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EventResource, Location } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import { CopySale } from './copy-sale.tsx';
import { FormGroup } from './form-group.tsx';
import { SeatAreas } from './seat-areas.tsx';
import { peopleIn } from './show-body.ts';
import { newTier } from './show-values.ts';
import { TierFields } from './tier-fields.tsx';
import { type ShowForm, useHallRows } from './use-show-form.ts';

export interface SaleFieldsProps {
  readonly form: ShowForm;
  readonly event: EventResource;
  readonly location: Location;
}

/** Where it takes place, and what tickets there are. */
export function SaleFields({ form, event, location }: SaleFieldsProps) {
  const t = useTranslations('programme.sale');
  const format = useFormat();
  const rows = useHallRows(location).get(form.values.hallId);
  const [isCopying, setCopying] = useState(false);
  const { tiers } = form.values;
  const hall = location.halls.find(({ id }) => id === form.values.hallId);
  const people = peopleIn(tiers);
  return (
    <>
      <FormGroup legend={t('place')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            label={t('hall')}
            required
            data={[
              ...(form.values.hallId === '' ? [{ value: '', label: t('chooseHall') }] : []),
              ...location.halls.map(({ id, name, capacity, isSeated }) => ({
                value: id,
                label: t(isSeated ? 'hallSeated' : 'hallGeneral', { name, capacity }),
              })),
            ]}
            {...form.getInputProps('hallId')}
          />
          <CurrencyField {...form.getInputProps('currency')} />
        </SimpleGrid>
      </FormGroup>
      <FormGroup legend={t('tickets')}>
        <Stack>
          <Group justify="space-between">
            <Text c="var(--ink-soft)">
              {hall === undefined
                ? t('people', { people: format.number(people) })
                : t('peopleOf', { people: format.number(people), capacity: format.number(hall.capacity) })}
            </Text>
            <Button variant="default" size="sm" mih={44} onClick={() => setCopying(true)}>
              {t('copy')}
            </Button>
          </Group>
          {tiers.map((tier, at) => (
            <TierFields key={tier.key} form={form} at={at} />
          ))}
          {form.errors['tiers'] !== undefined && (
            <Input.Error size="sm" data-mistake tabIndex={-1}>
              {form.errors['tiers']}
            </Input.Error>
          )}
          <div>
            <Button
              variant="default"
              onClick={() => form.insertListItem('tiers', newTier({ isSeated: rows !== undefined }))}
            >
              {t('addTier')}
            </Button>
          </div>
          {rows !== undefined && tiers.some(({ isSeated }) => isSeated) && <SeatAreas form={form} rows={rows} />}
        </Stack>
      </FormGroup>
      {isCopying && <CopySale event={event} form={form} onClose={() => setCopying(false)} />}
    </>
  );
}

interface CurrencyFieldProps {
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly error?: unknown;
}

/** One currency for all tickets of a show. */
function CurrencyField({ value = '', onChange, error }: CurrencyFieldProps) {
  const t = useTranslations('programme.sale');
  const { language } = useFormat();
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const data = Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: t('currencyName', { code, name: names.of(code) ?? code }),
  }));
  return (
    <Select
      label={t('currency')}
      required
      searchable
      allowDeselect={false}
      placeholder={t('chooseCurrency')}
      data={data}
      value={value === '' ? null : value}
      onChange={(next) => onChange?.(next ?? '')}
      error={error as string | undefined}
    />
  );
}
