import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { addRow, changeRow, changeSection, removeRow, renameRows, renumberSeats } from './edit-plan.ts';
import { type Numbering, numberings } from './number-seats.ts';
import styles from './plan.module.css';
import type { PlanEditor } from './plan-editor.ts';
import { PlanField } from './plan-field.tsx';
import { planMistakes } from './plan-mistakes.ts';
import { PlanNumber } from './plan-number.tsx';
import { bounds, limits, type Row, type RowMarks, type SeatMark, type Section, seatMarks } from './plan-parts.ts';
import { seatsOf } from './seat-labels.ts';

interface RowFieldsProps {
  readonly editor: PlanEditor;
  readonly at: number;
  readonly section: Section;
}

/** The rows of a section: named and numbered at once, or one by one. */
export function RowFields({ editor, at, section }: RowFieldsProps) {
  const t = useTranslations('venues.plan.rows');
  const { plan, change } = editor;
  return (
    <Stack gap="md">
      <RenameRows editor={editor} at={at} section={section} />
      <RenumberSeats editor={editor} at={at} section={section} />
      <ul className={styles['rows']}>
        {section.rows.map((row, rowAt) => (
          <li key={`${at} ${rowAt}`}>
            <OneRow editor={editor} at={at} section={section} row={row} rowAt={rowAt} />
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        disabled={section.rows.length >= limits.rows}
        onClick={() => change(changeSection(plan, at, addRow))}
      >
        {t('add')}
      </Button>
    </Stack>
  );
}

function RenameRows({ editor: { plan, change }, at, section }: RowFieldsProps) {
  const t = useTranslations('venues.plan.rows');
  const [first, setFirst] = useState(section.rows[0]?.name ?? 'A');
  const [skipsLookalikes, setSkips] = useState(false);
  const next = changeSection(plan, at, (one) => renameRows(one, first.trim(), { skipsLookalikes }));
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label={t('first')}
        maxLength={16}
        value={first}
        onChange={({ currentTarget }) => setFirst(currentTarget.value)}
        style={{ flex: '1 1 6rem' }}
      />
      <Button variant="default" disabled={planMistakes(next).length > 0} onClick={() => change(next)}>
        {t('rename')}
      </Button>
      <Checkbox
        label={t('skipLookalikes')}
        checked={skipsLookalikes}
        onChange={({ currentTarget }) => setSkips(currentTarget.checked)}
      />
    </Group>
  );
}

function RenumberSeats({ editor: { plan, change }, at }: RowFieldsProps) {
  const t = useTranslations('venues.plan');
  const [numbering, setNumbering] = useState<Numbering>('leftToRight');
  const [first, setFirst] = useState(1);
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        label={t('numbering')}
        value={numbering}
        data={numberings.map((value) => ({ value, label: t(`numberings.${value}`) }))}
        onChange={({ currentTarget }) =>
          setNumbering(numberings.find((one) => one === currentTarget.value) ?? 'leftToRight')
        }
        style={{ flex: '2 1 10rem' }}
      />
      <div style={{ flex: '1 1 6rem' }}>
        <PlanNumber label={t('firstSeat')} range={[0, 900_000]} allowDecimal={false} value={first} onValue={setFirst} />
      </div>
      <Button
        variant="default"
        onClick={() => change(changeSection(plan, at, (one) => renumberSeats(one, numbering, first)))}
      >
        {t('rows.renumber')}
      </Button>
    </Group>
  );
}

interface OneRowProps extends RowFieldsProps {
  readonly row: Row;
  readonly rowAt: number;
}

/** `1..40, 42` as people type it. */
const toList = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

function OneRow({ editor: { plan, change }, at, section, row, rowAt }: OneRowProps) {
  const t = useTranslations('venues.plan.rows');
  const apply = (next: (row: Row) => Row) => changeSection(plan, at, (one) => changeRow(one, rowAt, next));
  const key = (field: string) => `row ${at} ${rowAt} ${field}`;
  const { name } = row;
  return (
    <div className={styles['oneRow']}>
      <PlanField
        label={t('name')}
        value={name}
        maxLength={limits.rowName}
        apply={(text) => apply((one) => ({ ...one, name: text }))}
        onPlan={(next) => change(next, key('name'))}
      />
      <PlanField
        label={t('seats', { count: seatsOf(row).length })}
        value={row.seats.join(' ')}
        apply={(text) => apply((one) => withSeats(one, toList(text)))}
        onPlan={(next) => change(next, key('seats'))}
      />
      <PlanNumber
        label={t('offset')}
        step={0.5}
        range={bounds.offset}
        value={row.offset ?? 0}
        onValue={(offset) =>
          change(
            apply(({ offset: _offset, ...one }) => (offset === 0 ? one : { ...one, offset })),
            key('offset'),
          )
        }
      />
      <details className={styles['details']}>
        <summary>{t('marks', { row: name })}</summary>
        <Stack gap="xs">
          {seatMarks.map((mark) => (
            <PlanField
              key={mark}
              label={t(mark)}
              placeholder="1..4"
              value={row.marks?.[mark]?.join(' ') ?? ''}
              apply={(text) => apply((one) => withMark(one, mark, toList(text)))}
              onPlan={(next) => change(next, key(mark))}
            />
          ))}
          <Button
            variant="subtle"
            disabled={section.rows.length === 1}
            onClick={() => change(changeSection(plan, at, (one) => removeRow(one, rowAt)))}
          >
            {t('remove', { row: name })}
          </Button>
        </Stack>
      </details>
    </div>
  );
}

/** Marks of seats that go, go with them. */
function withSeats(row: Row, seats: readonly string[]): Row {
  const labels = new Set(seatsOf({ seats }));
  const { marks, ...rest } = row;
  const left = seatMarks
    .map((mark) => [mark, seatsOf({ seats: marks?.[mark] ?? [] }).filter((label) => labels.has(label))] as const)
    .filter(([, marked]) => marked.length > 0);
  const kept = left.length === 0 ? {} : { marks: Object.fromEntries(left) as RowMarks };
  return { ...rest, seats: [...seats], ...kept };
}

function withMark({ marks, ...row }: Row, mark: SeatMark, seats: readonly string[]): Row {
  const others = Object.entries(marks ?? {}).filter(([name]) => name !== mark);
  const given = seats.length === 0 ? others : [...others, [mark, [...seats]] as const];
  return given.length === 0 ? row : { ...row, marks: Object.fromEntries(given) as RowMarks };
}
