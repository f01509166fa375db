import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { eventTypes, useTypeName } from '../search/event-types.ts';

const other = '…';
const isUsual = (type: string): boolean => type === '' || eventTypes.some((one) => one === type);

export interface TypeFieldProps {
  readonly value?: string;
  readonly onChange?: (type: string) => void;
  readonly error?: unknown;
}

/** The kind of event: one that people search by, or a word of the organizer's own. */
export function TypeField({ value = '', onChange, error }: TypeFieldProps) {
  const t = useTranslations('programme.event');
  const typeName = useTypeName();
  const [isOther, setOther] = useState(false);
  const hasOwnWord = isOther || !isUsual(value);
  return (
    <SimpleGrid cols={hasOwnWord ? 2 : 1} spacing="xs">
      <Select
        label={t('type')}
        description={t('typeText')}
        required
        allowDeselect={false}
        data={[
          ...eventTypes.map((type) => ({ value: type, label: typeName(type, 'one') })),
          { value: other, label: t('otherType') },
        ]}
        value={hasOwnWord ? other : value === '' ? null : value}
        onChange={(next) => {
          setOther(next === other);
          onChange?.(next === other ? '' : (next ?? ''));
        }}
        error={hasOwnWord ? undefined : (error as string | undefined)}
      />
      {hasOwnWord && (
        <TextInput
          label={t('ownType')}
          description={t('ownTypeText')}
          required
          maxLength={40}
          autoCapitalize="none"
          value={value}
          onChange={({ currentTarget }) => onChange?.(currentTarget.value)}
          error={error as string | undefined}
        />
      )}
    </SimpleGrid>
  );
}
