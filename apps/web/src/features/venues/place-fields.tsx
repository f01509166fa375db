import { NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ClipboardEvent, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { countryCodes } from './country-codes.ts';
import { allZones, zoneAfterCountry, zonesOf, zoneText } from './country-zones.ts';
import styles from './venue-form.module.css';
import { readCoordinates, type VenueValues } from './venue-values.ts';

interface PlaceProps {
  readonly form: UseFormReturnType<VenueValues>;
}

/** Where a location is: its address, its time zone, its point on the map. */
export function PlaceFields({ form }: PlaceProps) {
  const t = useTranslations('venues.form');
  return (
    <fieldset className={styles['part']}>
      <legend>{t('place')}</legend>
      <Stack gap="md">
        <TextInput label={t('street')} maxLength={200} autoComplete="off" {...form.getInputProps('address.street')} />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput label={t('city')} required maxLength={200} {...form.getInputProps('address.city')} />
          <TextInput label={t('postalCode')} maxLength={32} {...form.getInputProps('address.postalCode')} />
          <TextInput label={t('region')} maxLength={200} {...form.getInputProps('address.region')} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <CountryField form={form} />
          <ZoneField form={form} />
        </SimpleGrid>
        <CoordinateFields form={form} />
      </Stack>
    </fieldset>
  );
}

function CountryField({ form }: PlaceProps) {
  const t = useTranslations('venues.form');
  const format = useFormat();
  const { countryCode } = form.values.address;
  const data = useMemo(() => {
    const codes =
      countryCode === '' || countryCodes.includes(countryCode) ? countryCodes : [...countryCodes, countryCode];
    return codes
      .map((value) => ({ value, label: format.country(value) }))
      .toSorted((one, other) => one.label.localeCompare(other.label, format.language));
    // `format` is made anew with every render; the language decides.
  }, [format.language, countryCode]);
  const input = form.getInputProps('address.countryCode');
  return (
    <Select
      {...input}
      label={t('country')}
      required
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('nothingFound')}
      data={data}
      value={countryCode === '' ? null : countryCode}
      onChange={(code) => {
        form.setFieldValue('address.countryCode', code ?? '');
        form.setFieldValue('timeZone', zoneAfterCountry(code ?? '', form.values.timeZone));
      }}
    />
  );
}

function ZoneField({ form }: PlaceProps) {
  const t = useTranslations('venues.form');
  const format = useFormat();
  const { timeZone, address } = form.values;
  const data = useMemo(() => {
    const all = allZones(timeZone);
    const near = zonesOf(address.countryCode).filter((zone) => all.includes(zone));
    const toOptions = (zones: readonly string[]) => zones.map((value) => ({ value, label: zoneText(value) }));
    const others = toOptions(all.filter((zone) => !near.includes(zone)));
    if (near.length === 0) return others;
    return [
      { group: t('zonesOf', { country: format.country(address.countryCode) }), items: toOptions(near) },
      { group: t('otherZones'), items: others },
    ];
    // The language decides over the texts.
  }, [format.language, timeZone, address.countryCode]);
  const input = form.getInputProps('timeZone');
  return (
    <Select
      {...input}
      label={t('timeZone')}
      description={t('timeZoneText')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      required
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('nothingFound')}
      data={data}
      value={timeZone === '' ? null : timeZone}
      onChange={(zone) => form.setFieldValue('timeZone', zone ?? '')}
    />
  );
}

function CoordinateFields({ form }: PlaceProps) {
  const t = useTranslations('venues.form');
  function paste(event: ClipboardEvent): void {
    const pair = readCoordinates(event.clipboardData.getData('text'));
    if (pair === undefined) return;
    event.preventDefault();
    form.setFieldValue('coordinates', pair);
  }
  const fields = {
    decimalScale: 7,
    hideControls: true,
    inputMode: 'decimal' as const,
    allowedDecimalSeparators: ['.', ','],
    // A minus stays before its number.
    styles: { input: { unicodeBidi: 'plaintext' as const } },
  };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} onPaste={paste}>
      <NumberInput
        label={t('latitude')}
        description={t('coordinatesText')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...fields}
        {...form.getInputProps('coordinates.latitude')}
      />
      <NumberInput label={t('longitude')} {...fields} {...form.getInputProps('coordinates.longitude')} />
    </SimpleGrid>
  );
}
