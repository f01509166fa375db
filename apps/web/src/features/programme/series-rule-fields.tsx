import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/Chip.css';
import '@mantine/core/styles/Radio.css';
import { Chip, Group, Input, NumberInput, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { FormGroup } from './form-group.tsx';
import { hintBelow } from './hint-below.ts';
import { type Weekday, weekdayOf, weekdays } from './series.ts';
import type { SeriesTimes } from './show-values.ts';
import type { ShowForm } from './use-show-form.ts';

const whole = { allowDecimal: false, allowNegative: false } as const;

/** The rule of a series: which days, when, until when, and what differs with each start. */
export function SeriesRuleFields({ form, timeZone }: { readonly form: ShowForm; readonly timeZone: string }) {
  const t = useTranslations('programme.series');
  const { series } = form.values;
  return (
    <>
      <FormGroup legend={t('rule')}>
        <Stack>
          <Text c="var(--ink-soft)">{t('zone', { zone: timeZone })}</Text>
          <Weekdays form={form} />
          <SimpleGrid cols={{ base: 1, sm: 2, md: 4 }}>
            <TextInput
              {...hintBelow}
              label={t('from')}
              type="date"
              required
              {...form.getInputProps('series.from')}
              onChange={({ currentTarget }) => form.setFieldValue('series', startOn(series, currentTarget.value))}
            />
            <TextInput {...hintBelow} label={t('time')} type="time" required {...form.getInputProps('series.time')} />
            <NumberInput
              {...hintBelow}
              label={t('duration')}
              required
              min={1}
              {...whole}
              {...form.getInputProps('series.duration')}
            />
            <NumberInput
              {...hintBelow}
              label={t('everyWeeks')}
              description={t('everyWeeksText')}
              required
              min={1}
              max={52}
              {...whole}
              {...form.getInputProps('series.everyWeeks')}
            />
          </SimpleGrid>
          <Radio.Group label={t('end')} {...form.getInputProps('series.endKind')}>
            <Group mt={6} gap="lg">
              <Radio value="count" label={t('endCount')} />
              <Radio value="until" label={t('endUntil')} />
            </Group>
          </Radio.Group>
          <SimpleGrid cols={{ base: 1, sm: 2, md: 4 }}>
            {series.endKind === 'count' ? (
              <NumberInput
                {...hintBelow}
                label={t('count')}
                required
                min={1}
                max={366}
                {...whole}
                {...form.getInputProps('series.count')}
              />
            ) : (
              <TextInput
                {...hintBelow}
                label={t('until')}
                type="date"
                required
                min={series.from}
                {...form.getInputProps('series.until')}
              />
            )}
          </SimpleGrid>
        </Stack>
      </FormGroup>
      <Distances form={form} />
    </>
  );
}

function Weekdays({ form }: { readonly form: ShowForm }) {
  const t = useTranslations('programme.series');
  const { language } = useFormat();
  // The 4th of January 2027 is a Monday.
  const name = (day: Weekday, weekday: 'short' | 'long') =>
    new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(Date.UTC(2027, 0, 3 + day));
  const { weekdays: chosen } = form.values.series;
  const error = form.errors['series.weekdays'];
  return (
    <Input.Wrapper label={t('days')} required error={error} labelElement="div" id="series-days">
      <Chip.Group
        multiple
        value={chosen.map(String)}
        onChange={(values) =>
          form.setFieldValue(
            'series.weekdays',
            weekdays.filter((day) => values.includes(String(day))),
          )
        }
      >
        <Group
          gap={6}
          role="group"
          aria-label={t('days')}
          {...(error !== undefined && { 'data-mistake': true, tabIndex: -1 })}
        >
          {weekdays.map((day) => (
            <Chip key={day} value={String(day)} size="md" aria-label={name(day, 'long')}>
              {name(day, 'short')}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

/** What is said by its distance from each start. Empty: what is usual. */
function Distances({ form }: { readonly form: ShowForm }) {
  const t = useTranslations('programme.series');
  return (
    <FormGroup legend={t('distances')}>
      {/* Labels may take two lines: the fields stay side by side. */}
      <SimpleGrid cols={{ base: 1, sm: 2, md: 4 }} style={{ alignItems: 'end' }}>
        <NumberInput
          {...hintBelow}
          label={t('doors')}
          description={t('doorsText')}
          {...whole}
          {...form.getInputProps('series.doorsMinutes')}
        />
        <NumberInput
          {...hintBelow}
          label={t('opens')}
          description={t('opensText')}
          {...whole}
          {...form.getInputProps('series.salesOpenDays')}
        />
        <NumberInput
          {...hintBelow}
          label={t('closes')}
          description={t('closesText')}
          {...whole}
          {...form.getInputProps('series.salesCloseMinutes')}
        />
        <NumberInput
          {...hintBelow}
          label={t('cancellable')}
          description={t('cancellableText')}
          {...whole}
          {...form.getInputProps('series.cancelHours')}
        />
      </SimpleGrid>
    </FormGroup>
  );
}

/** As long as the only day is that of the first date, it goes along with it. */
function startOn(series: SeriesTimes, from: string): SeriesTimes {
  const [before, after] = [weekdayOf(series.from), weekdayOf(from)];
  const follows = after !== undefined && series.weekdays.length === 1 && series.weekdays[0] === before;
  return { ...series, from, ...(follows && { weekdays: [after] }) };
}
