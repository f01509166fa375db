import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { bookingStatuses } from './booking-filter.ts';
import styles from './sales.module.css';

interface BookingFiltersProps {
  /** Of the page: what can be shared by its address. */
  readonly search: URLSearchParams;
  readonly isWrong: boolean;
  readonly timeZone: string;
  readonly onName: (name: string) => void;
  readonly onChange: (field: string, value: string) => void;
}

/** A name is looked for when it is complete: only the whole of it is known to the search, and only as a hash. */
export function BookingFilters({ search, isWrong, timeZone, onName, onChange }: BookingFiltersProps) {
  const t = useTranslations('sales.bookings');
  const toStatus = useTranslations('bookings.status');
  const [name, setName] = useState('');
  const when = (field: 'from' | 'to') => (
    <TextInput
      type="datetime-local"
      label={t(field)}
      description={t('zone', { zone: timeZone })}
      value={search.get(field) ?? ''}
      onChange={({ currentTarget }) => onChange(field, currentTarget.value)}
      error={isWrong && field === 'to' ? t('wrongTimes') : undefined}
    />
  );
  return (
    <search>
      <form
        className={styles['filters']}
        onSubmit={(submit) => {
          submit.preventDefault();
          onName(name.trim());
        }}
      >
        <div className={styles['search']}>
          <TextInput
            type="search"
            label={t('name')}
            description={t('nameHint')}
            value={name}
            maxLength={200}
            autoComplete="off"
            onChange={({ currentTarget: { value } }) => {
              setName(value);
              if (value === '') onName('');
            }}
          />
          <Button type="submit" variant="default">
            {t('search')}
          </Button>
        </div>
        <NativeSelect
          label={t('status')}
          description={t('statusHint')}
          value={search.get('status') ?? ''}
          data={[
            { value: '', label: t('anyStatus') },
            ...bookingStatuses.map((value) => ({ value, label: toStatus(value) })),
          ]}
          onChange={({ currentTarget }) => onChange('status', currentTarget.value)}
        />
        {when('from')}
        {when('to')}
      </form>
    </search>
  );
}
