import { Button, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { countMarks } from './mark-seats.ts';
import styles from './plan.module.css';
import { PlanNumber } from './plan-number.tsx';
import { type SeatingPlan, seatMarks } from './plan-parts.ts';

interface CapacityBarProps {
  readonly seats: number;
  readonly plan: SeatingPlan;
  readonly capacity: number;
  readonly onCapacity: (capacity: number) => void;
  /** Whether all is saved. */
  readonly note: string;
}

/** How many seats there are, of which kind, and how many people the hall takes. */
export function CapacityBar({ seats, plan, capacity, onCapacity, note }: CapacityBarProps) {
  const t = useTranslations('venues.plan');
  const marks = countMarks(plan);
  const isTooSmall = seats > capacity;
  return (
    <div className={styles['capacity']}>
      <div className={styles['total']}>
        <Text fw={700} size="lg">
          {t('total', { count: seats })}
        </Text>
        <meter min={0} max={Math.max(seats, capacity)} value={seats} aria-label={t('meter', { seats, capacity })} />
        <Text c="var(--ink-soft)" size="sm">
          {seatMarks
            .filter((mark) => marks[mark] > 0)
            .map((mark) => t(`count.${mark}`, { count: marks[mark] }))
            .join(' · ')}
        </Text>
      </div>
      <PlanNumber
        label={t('capacity')}
        range={[1, 1_000_000]}
        allowDecimal={false}
        value={capacity}
        onValue={onCapacity}
      />
      <div role="status">
        {isTooSmall ? (
          <>
            <Text size="sm" c="var(--act)" fw={600}>
              {t('tooSmall')}
            </Text>
            <Button variant="light" onClick={() => onCapacity(seats)}>
              {t('raise', { count: seats })}
            </Button>
          </>
        ) : (
          <Text c="var(--ink-soft)">{note}</Text>
        )}
      </div>
    </div>
  );
}
