import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/Radio.css';
import { Button, Group, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { hintBelow } from './hint-below.ts';
import { parseAmount } from './money-text.ts';
import styles from './sale.module.css';
import { readSeats } from './seat-ranges.ts';
import type { ShowForm } from './use-show-form.ts';

/** One kind of ticket: its name, what it costs, and how many there are or which seats. */
export function TierFields({ form, at }: { readonly form: ShowForm; readonly at: number }) {
  const t = useTranslations('programme.sale');
  const format = useFormat();
  const tier = form.values.tiers[at];
  if (tier === undefined) return null;
  const path = `tiers.${at}`;
  const { currency } = form.values;
  const amount = currency === '' ? '' : parseAmount(tier.price, currency, format.language);
  const { seats } = readSeats(tier.seats);
  const title = tier.name.trim() || t('tierNumber', { number: at + 1 });
  return (
    <fieldset className={styles['tier']}>
      <legend className={styles['tierName']}>{title}</legend>
      <div className={styles['tierGrid']}>
        <TextInput
          {...hintBelow}
          label={t('tierName')}
          placeholder={t('tierNameHint')}
          required
          maxLength={100}
          {...form.getInputProps(`${path}.name`)}
        />
        <TextInput
          {...hintBelow}
          label={t('price')}
          required
          inputMode="decimal"
          autoComplete="off"
          description={
            typeof amount !== 'number' ? t('priceText') : amount === 0 ? t('free') : format.price({ amount, currency })
          }
          {...form.getInputProps(`${path}.price`)}
        />
        {!tier.isSeated && (
          <NumberInput
            {...hintBelow}
            label={t('capacity')}
            description={t('capacityText')}
            required
            min={1}
            max={1_000_000}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps(`${path}.capacity`)}
          />
        )}
      </div>
      <Stack gap="sm" mt="sm">
        <Radio.Group
          label={t('kind')}
          value={tier.isSeated ? 'seats' : 'general'}
          onChange={(kind) => form.setFieldValue(`${path}.isSeated`, kind === 'seats')}
        >
          <Group gap="lg" mt={6}>
            <Radio value="general" label={t('general')} />
            <Radio value="seats" label={t('seated')} />
          </Group>
        </Radio.Group>
        {tier.isSeated && (
          <Textarea
            label={t('seats', { count: seats.length })}
            description={t('seatsText')}
            autosize
            minRows={2}
            maxRows={5}
            spellCheck={false}
            dir="ltr"
            {...form.getInputProps(`${path}.seats`)}
          />
        )}
        {form.values.tiers.length > 1 && (
          <Group justify="flex-end">
            <Button
              variant="subtle"
              size="sm"
              mih={44}
              onClick={() => form.removeListItem('tiers', at)}
              aria-label={t('removeTierOf', { tier: title })}
            >
              {t('removeTier')}
            </Button>
          </Group>
        )}
      </Stack>
    </fieldset>
  );
}
