import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { Group, SegmentedControl, Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { CourseTable } from './course-table.tsx';
import { type Course as Periods, sumUp, toCourse, toDays } from './periods.ts';
import { type SalesReport, type ShowResource, salesQuery } from './queries.ts';
import styles from './sales.module.css';

const CourseCharts = lazy(async () => ({ default: (await import('./course-charts.tsx')).CourseCharts }));

interface CourseProps {
  readonly report: SalesReport;
  readonly show: ShowResource;
}

/** The sale over time: as finely as it can be seen, or by the days of the place; each period for itself or all until then. */
export function Course({ report, show: { id, timeZone } }: CourseProps) {
  const t = useTranslations('sales.course');
  const [isByDay, setByDay] = useState(false);
  const [isSummed, setSummed] = useState(false);
  const hours = useQuery({ ...salesQuery(useApi(), id, 'hour'), enabled: isByDay });
  const course = isByDay && hours.data ? toDays(hours.data, timeZone) : toCourse(report, timeZone);
  const shown: Periods = isSummed ? { ...course, periods: sumUp(course.periods) } : course;
  return (
    <section aria-labelledby="course">
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={2} id="course">
          {t('title')}
        </Title>
        <Group gap="sm" className="no-print">
          <Choice label={t('periods')} isSecond={isByDay} onChange={setByDay} first={t('fine')} second={t('days')} />
          <Choice
            label={t('counting')}
            isSecond={isSummed}
            onChange={setSummed}
            first={t('each')}
            second={t('summed')}
          />
        </Group>
      </Group>
      <Suspense fallback={<Skeleton height={560} radius="lg" />}>
        <CourseCharts course={shown} isSummed={isSummed} currency={report.revenue.currency} />
      </Suspense>
      <CourseTable course={course} currency={report.revenue.currency} />
      {!course.isExact && <p className={styles['soft']}>{t('inexact')}</p>}
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly first: string;
  readonly second: string;
  readonly isSecond: boolean;
  readonly onChange: (isSecond: boolean) => void;
}

function Choice({ label, first, second, isSecond, onChange }: ChoiceProps) {
  return (
    <SegmentedControl
      aria-label={label}
      classNames={{ label: styles['choice'] ?? '' }}
      value={isSecond ? 'second' : 'first'}
      onChange={(value) => onChange(value === 'second')}
      data={[
        { value: 'first', label: first },
        { value: 'second', label: second },
      ]}
    />
  );
}
