import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/Checkbox.css';
import { Checkbox, NumberInput, SimpleGrid, Stack } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { FormGroup } from './form-group.tsx';
import { hintBelow } from './hint-below.ts';
import type { ShowForm } from './use-show-form.ts';

/** The rules of the sale. */
export function PolicyFields({ form }: { readonly form: ShowForm }) {
  const t = useTranslations('programme.policy');
  const whole = { allowDecimal: false, allowNegative: false } as const;
  const inMinutes = (seconds: number | string) =>
    Number(seconds) >= 60 ? t('inMinutes', { minutes: Number(seconds) / 60 }) : t('seconds');
  return (
    <FormGroup legend={t('title')}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <NumberInput
            {...hintBelow}
            label={t('hold')}
            description={inMinutes(form.values.holdSeconds)}
            min={1}
            max={3600}
            {...whole}
            {...form.getInputProps('holdSeconds')}
          />
          <NumberInput
            {...hintBelow}
            label={t('offer')}
            description={form.values.offerSeconds === '' ? t('asHold') : inMinutes(form.values.offerSeconds)}
            min={1}
            max={3600}
            {...whole}
            {...form.getInputProps('offerSeconds')}
          />
          <NumberInput
            {...hintBelow}
            label={t('maxTickets')}
            description={t('maxTicketsText')}
            min={1}
            max={10}
            {...whole}
            {...form.getInputProps('maxTicketsPerUser')}
          />
        </SimpleGrid>
        <Checkbox
          label={t('extend')}
          description={t('extendText')}
          {...form.getInputProps('mayExtend', { type: 'checkbox' })}
        />
        <Checkbox
          label={t('uniqueNames')}
          description={t('uniqueNamesText')}
          {...form.getInputProps('uniqueNames', { type: 'checkbox' })}
        />
      </Stack>
    </FormGroup>
  );
}
