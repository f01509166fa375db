import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { type Course, isQuiet } from './periods.ts';
import styles from './sales.module.css';
import { usePeriodNames } from './use-period-names.ts';

const columns = ['held', 'booked', 'back', 'expired', 'released'] as const;

/** What the pictures show, in numbers; periods in which nothing happened are left out. */
export function CourseTable({ course, currency }: { readonly course: Course; readonly currency: string }) {
  const t = useTranslations('sales.course');
  const format = useFormat();
  const names = usePeriodNames(course);
  const rows = course.periods
    .filter((period) => !isQuiet(period))
    .map((period) => ({ ...period, booked: period.confirmed, back: period.cancelled }));
  return (
    <details className={styles['more']}>
      <summary>{t('asTable')}</summary>
      <p className={styles['soft']}>{t('quietLeftOut')}</p>
      <section className={styles['scroll']} tabIndex={0} aria-label={t('title')}>
        <table className={styles['figures']}>
          <thead>
            <tr>
              <th scope="col">{t('from')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={styles['figure']}>
                  {t(column)}
                </th>
              ))}
              <th scope="col" className={styles['figure']}>
                {t('revenue')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.at}>
                <th scope="row">{names.long(row.at)}</th>
                {columns.map((column) => (
                  <td key={column} className={styles['figure']}>
                    {format.number(row[column])}
                  </td>
                ))}
                <td className={styles['figure']}>{format.price({ amount: row.revenue, currency })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
