import '@mantine/core/styles/Checkbox.css';
import { Alert, Checkbox, Loader, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ApiProblem } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { useProblemText } from '../../ui/problem-alert.tsx';
import { occupantOf, useOccupantText } from './occupant.ts';
import type { PlannedDate } from './series-plan.ts';
import styles from './series-preview.module.css';
import type { RowOutcome } from './use-series-run.ts';

export interface SeriesPreviewProps {
  readonly dates: readonly PlannedDate[];
  readonly isCut: boolean;
  readonly timeZone: string;
  /** Dates that are left out. */
  readonly without: ReadonlySet<string>;
  readonly outcomes: ReadonlyMap<string, RowOutcome>;
  readonly isRunning: boolean;
  readonly onToggle: (date: string) => void;
}

/** Every date of a series before it is made, and what became of it after. A date that is not wanted is unticked. */
export function SeriesPreview(props: SeriesPreviewProps) {
  const { dates, isCut, timeZone, without, outcomes, isRunning, onToggle } = props;
  const t = useTranslations('programme.series');
  return (
    <section aria-labelledby="preview">
      <Title order={2} id="preview" size="h3" mb="xs">
        {t('preview', { count: dates.length })}
      </Title>
      <Text c="var(--ink-soft)" mb="sm">
        {dates.length === 0 ? t('noDates') : t('previewText')}
      </Text>
      {isCut && <Alert mb="sm">{t('cut', { count: dates.length })}</Alert>}
      <ul className={styles['dates']}>
        {dates.map((date) => (
          <DateRow
            key={date.date}
            date={date}
            timeZone={timeZone}
            isChosen={!without.has(date.date)}
            outcome={outcomes.get(date.startsAt)}
            isRunning={isRunning}
            onToggle={() => onToggle(date.date)}
          />
        ))}
      </ul>
    </section>
  );
}

interface DateRowProps {
  readonly date: PlannedDate;
  readonly timeZone: string;
  readonly isChosen: boolean;
  readonly outcome: RowOutcome | undefined;
  readonly isRunning: boolean;
  readonly onToggle: () => void;
}

function DateRow({ date, timeZone, isChosen, outcome, isRunning, onToggle }: DateRowProps) {
  const t = useTranslations('programme.series');
  const format = useFormat();
  const { startsAt, endsAt, fit, forecast } = date;
  const isDone = outcome?.kind === 'created';
  const isThere = forecast.kind === 'present' || isDone;
  return (
    <li className={styles['date']} data-left-out={!isChosen || undefined}>
      <Checkbox
        checked={isChosen && (forecast.kind !== 'present' || isDone)}
        disabled={isRunning || isThere}
        onChange={onToggle}
        // It cannot be changed, but it is to be read.
        styles={{ label: { color: 'inherit' } }}
        label={
          <>
            {format.time(startsAt, 'full', timeZone)} – {format.time(endsAt, 'time', timeZone)}{' '}
            <span className={styles['zone']}>{format.zone(startsAt, timeZone)}</span>
          </>
        }
      />
      <span className={styles['notes']}>
        {fit !== 'exact' && <span className={styles['clock']}>{t(`fit.${fit}`)}</span>}
        {outcome === undefined ? (
          isChosen && <ForecastText forecast={forecast} timeZone={timeZone} />
        ) : (
          <OutcomeText outcome={outcome} timeZone={timeZone} />
        )}
      </span>
    </li>
  );
}

function ForecastText({
  forecast,
  timeZone,
}: {
  readonly forecast: PlannedDate['forecast'];
  readonly timeZone: string;
}) {
  const t = useTranslations('programme.series');
  const occupant = useOccupantText(forecast.kind === 'occupied' ? forecast.occupant : undefined, timeZone);
  if (forecast.kind === 'free') return null;
  return (
    <span className={styles['warning']}>
      {forecast.kind === 'occupied' ? occupant : t(`forecast.${forecast.kind}`)}
    </span>
  );
}

function OutcomeText({ outcome, timeZone }: { readonly outcome: RowOutcome; readonly timeZone: string }) {
  const t = useTranslations('programme.series');
  const toText = useProblemText();
  const error = outcome.kind === 'refused' ? outcome.error : undefined;
  const occupant = occupantOf(error);
  const occupantText = useOccupantText(occupant, timeZone);
  if (outcome.kind === 'creating') return <Loader size="xs" aria-label={t('outcome.creating')} />;
  if (outcome.kind !== 'refused') {
    return (
      <span className={outcome.kind === 'created' ? styles['good'] : undefined}>{t(`outcome.${outcome.kind}`)}</span>
    );
  }
  const details = error instanceof ApiProblem ? (error.details.errors ?? []).map(({ detail }) => detail) : [];
  return (
    <span className={styles['warning']}>
      {occupant === undefined ? toText(error) : occupantText}
      {occupant === undefined && details.length > 0 && <span lang="en"> {details.join('; ')}</span>}
    </span>
  );
}
