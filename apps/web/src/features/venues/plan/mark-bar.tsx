import { Button, Group, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { markSeats, markState, removeSeats } from './mark-seats.ts';
import styles from './plan.module.css';
import type { PlanEditor } from './plan-editor.ts';
import { seatMarks } from './plan-parts.ts';

interface MarkBarProps {
  readonly editor: PlanEditor;
  readonly seats: ReadonlySet<string>;
  readonly onSeats: (seats: ReadonlySet<string>) => void;
}

/** What can be done with the chosen seats. */
export function MarkBar({ editor: { plan, layout, change }, seats, onSeats }: MarkBarProps) {
  const t = useTranslations('venues.plan.marks');
  const state = markState(plan, seats);
  const pressed = { all: true, some: 'mixed', none: false } as const;
  const isNone = seats.size === 0;
  const grow = (by: 'row' | 'section') => {
    const chosen = layout.seats.filter(({ id }) => seats.has(id));
    const wider = chosen.flatMap(({ row }) =>
      by === 'row' ? row.seats : row.section.rows.flatMap((one) => one.seats),
    );
    onSeats(new Set(wider.map(({ id }) => id)));
  };
  return (
    <div className={styles['marks']} role="toolbar" aria-label={t('title')}>
      <Text role="status" className={styles['chosenCount'] ?? ''}>
        {t('chosen', { count: seats.size })}
      </Text>
      <Group gap="xs">
        {seatMarks.map((mark) => (
          <Button
            key={mark}
            variant={state[mark] === 'all' ? 'filled' : 'default'}
            disabled={isNone}
            aria-pressed={pressed[state[mark]]}
            onClick={() => change(markSeats(plan, seats, { mark, isOn: state[mark] !== 'all' }))}
          >
            {t(mark)}
          </Button>
        ))}
      </Group>
      <Group gap="xs">
        <Button variant="subtle" disabled={isNone} onClick={() => grow('row')}>
          {t('wholeRow')}
        </Button>
        <Button variant="subtle" disabled={isNone} onClick={() => grow('section')}>
          {t('wholeSection')}
        </Button>
        <Button variant="subtle" disabled={isNone} onClick={() => onSeats(new Set())}>
          {t('none')}
        </Button>
        <Button
          variant="subtle"
          disabled={isNone}
          onClick={() => {
            change(removeSeats(plan, seats));
            onSeats(new Set());
          }}
        >
          {t('remove')}
        </Button>
      </Group>
    </div>
  );
}
