import '@mantine/core/styles/NumberInput.css';
import { NumberInput, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { FormGroup } from './form-group.tsx';
import { hintBelow } from './hint-below.ts';
import type { ShowForm } from './use-show-form.ts';
import { fromWall, shift } from './zoned-time.ts';

/** When one show is, on the clocks of its venue. */
export function OneTimes({ form, timeZone }: { readonly form: ShowForm; readonly timeZone: string }) {
  const t = useTranslations('programme.times');
  const wall = { type: 'datetime-local', step: 60 } as const;
  return (
    <FormGroup legend={t('title')}>
      <Text c="var(--ink-soft)" mb="sm">
        {t('zone', { zone: timeZone })}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          {...hintBelow}
          label={t('starts')}
          required
          {...wall}
          description={<StartText form={form} timeZone={timeZone} />}
          {...form.getInputProps('one.startsAt')}
        />
        <NumberInput
          {...hintBelow}
          label={t('duration')}
          required
          min={1}
          allowDecimal={false}
          allowNegative={false}
          description={<EndText form={form} timeZone={timeZone} />}
          {...form.getInputProps('one.duration')}
        />
        <TextInput
          {...hintBelow}
          label={t('doors')}
          {...wall}
          description={t('doorsText')}
          {...form.getInputProps('one.doorsAt')}
        />
        <TextInput
          {...hintBelow}
          label={t('cancellable')}
          {...wall}
          description={t('untilStart')}
          {...form.getInputProps('one.cancellableUntil')}
        />
        <TextInput
          {...hintBelow}
          label={t('opens')}
          {...wall}
          description={t('opensText')}
          {...form.getInputProps('one.salesOpenAt')}
        />
        <TextInput
          {...hintBelow}
          label={t('closes')}
          {...wall}
          description={t('untilStart')}
          {...form.getInputProps('one.salesCloseAt')}
        />
      </SimpleGrid>
    </FormGroup>
  );
}

interface TextProps {
  readonly form: ShowForm;
  readonly timeZone: string;
}

/** The day in words, and what clocks do with that time. */
function StartText({ form, timeZone }: TextProps) {
  const t = useTranslations('programme.times');
  const format = useFormat();
  const start = fromWall(form.values.one.startsAt, timeZone);
  if (start === undefined) return t('dateAndTime');
  const time = format.time(start.instant, 'full', timeZone);
  return start.fit === 'exact' ? time : t(start.fit, { time: `${time} ${format.zone(start.instant, timeZone)}` });
}

function EndText({ form, timeZone }: TextProps) {
  const t = useTranslations('programme.times');
  const format = useFormat();
  const { startsAt, duration } = form.values.one;
  const start = fromWall(startsAt, timeZone);
  if (start === undefined || !(Number(duration) >= 1)) return t('minutes');
  return t('ends', { time: format.time(shift(start.instant, Number(duration)), 'full', timeZone) });
}
