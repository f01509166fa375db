import { useFormat } from '../../i18n/format.ts';
import styles from './location-page.module.css';
import { readOpeningHours } from './opening-hours.ts';

/** A Monday. */
const monday = Date.UTC(2024, 0, 1, 12);
const dayMs = 86_400_000;

/** Opening hours with the days in the reader's language, or the text as it is. */
export function OpeningHours({ text }: { readonly text: string }) {
  const format = useFormat();
  const rules = readOpeningHours(text);
  if (rules === undefined) return <p className={styles['hours']}>{text}</p>;
  const dayName = (day: number) => format.time(monday + day * dayMs, 'weekdayShort', 'UTC');
  return (
    <dl className={styles['hours']}>
      {rules.map(({ days, times }) => (
        <div key={`${days.join()} ${times}`}>
          <dt>
            {format.list(
              days.map(([first, last]) => (first === last ? dayName(first) : `${dayName(first)} – ${dayName(last)}`)),
            )}
          </dt>
          <dd>
            <bdi dir="ltr">{times.replaceAll('-', '–').replaceAll(',', ', ')}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
