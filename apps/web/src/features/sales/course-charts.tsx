import '@mantine/charts/styles.css';
import '@mantine/core/styles/ColorSwatch.css';
import { AreaChart, BarChart } from '@mantine/charts';
import { useDirection } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import type { Course } from './periods.ts';
import styles from './sales.module.css';
import { usePeriodNames } from './use-period-names.ts';

interface CourseChartsProps {
  readonly course: Course;
  /** Each period tells of all until then. */
  readonly isSummed: boolean;
  readonly currency: string;
}

/** Two pictures of the same periods: tickets, and the money for them. What they show stands in a table below. */
export function CourseCharts({ course, isSummed, currency }: CourseChartsProps) {
  const t = useTranslations('sales.course');
  const format = useFormat();
  const data = useChartData(course);
  const count = course.periods.length;
  const tickets = isSummed
    ? [{ name: 'kept', label: t('kept'), color: 'var(--chart-booked)' }]
    : [
        { name: 'booked', label: t('booked'), color: 'var(--chart-booked)' },
        { name: 'back', label: t('back'), color: 'var(--chart-back)' },
      ];
  const revenue = [{ name: 'revenue', label: t('revenue'), color: 'var(--chart-money)' }];
  const shared = { data, isSummed };
  return (
    <div className={styles['pair']}>
      <Picture
        {...shared}
        title={t('tickets')}
        about={t('ticketsPicture', { count })}
        series={tickets}
        write={(value) => format.number(Math.abs(value))}
      />
      <Picture
        {...shared}
        title={t('revenue')}
        about={t('revenuePicture', { count })}
        series={revenue}
        write={(amount) => format.price({ amount: Math.round(amount), currency })}
      />
    </div>
  );
}

interface Point {
  readonly at: string;
  /** What the axis says. */
  readonly short: string;
  readonly [series: string]: number | string;
}

function useChartData(course: Course): Point[] {
  const names = usePeriodNames(course);
  return course.periods.map(({ at, confirmed, cancelled, revenue }) => ({
    at: names.long(at),
    short: names.short(at),
    booked: confirmed,
    back: -cancelled,
    kept: confirmed - cancelled,
    revenue,
  }));
}

interface PictureProps {
  readonly title: string;
  readonly about: string;
  readonly data: Point[];
  readonly isSummed: boolean;
  readonly series: { readonly name: string; readonly label: string; readonly color: string }[];
  readonly write: (value: number) => string;
}

const chartHeightPx = 260;

/** Bars of what happened, or the line of what it came to. Time runs the way the language is read. */
function Picture({ title, about, data, isSummed, series, write }: PictureProps) {
  const { dir } = useDirection();
  const shortOf = new Map(data.map(({ at, short }) => [at, short]));
  const shared = {
    h: chartHeightPx,
    data,
    dataKey: 'at',
    series,
    gridAxis: 'x',
    tickLine: 'none',
    valueFormatter: write,
    xAxisProps: {
      reversed: dir === 'rtl',
      minTickGap: 40,
      tickFormatter: (at: string) => shortOf.get(at) ?? at,
    },
    yAxisProps: {
      orientation: dir === 'rtl' ? 'right' : 'left',
      width: 'auto',
      allowDecimals: false,
      tick: { transform: `translate(${dir === 'rtl' ? 8 : -8}, 0)`, fontSize: 12, fill: 'currentColor' },
    },
  } as const;
  return (
    <figure className={styles['chart']}>
      <figcaption>{title}</figcaption>
      <div role="img" aria-label={about} dir="ltr">
        {isSummed ? (
          <AreaChart
            {...shared}
            areaChartProps={{ accessibilityLayer: false }}
            curveType="stepAfter"
            withDots={data.length < 3}
          />
        ) : (
          <BarChart
            {...shared}
            barChartProps={{ accessibilityLayer: false, stackOffset: 'sign' }}
            type="stacked"
            maxBarWidth={36}
            withLegend={series.length > 1}
            legendProps={{ verticalAlign: 'bottom' }}
          />
        )}
      </div>
    </figure>
  );
}
