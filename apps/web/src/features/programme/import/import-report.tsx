import '@mantine/core/styles/Progress.css';
import { Progress, Text, Title } from '@mantine/core';
import type { Outcome, OutcomeKind } from '@myevents/event-import';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { ApiProblem } from '../../../api/problem.ts';
import { pathTo } from '../../../paths.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { EntryNotes } from './entry-notes.tsx';
import styles from './import.module.css';
import type { ImportRun } from './use-import.ts';

const kinds = ['created', 'extended', 'changed', 'unchanged', 'differs', 'cancelled', 'refused'] as const;

/** What became of every entry. */
export function ImportReport({ run }: { readonly run: ImportRun }) {
  const t = useTranslations('programme.import');
  const { done, total, isRunning, outcomes, error } = run;
  const counts = Map.groupBy(outcomes, ({ kind }) => kind);
  return (
    <section aria-labelledby="import-report">
      <Title order={2} id="import-report" size="h3" mb="xs">
        {t('report')}
      </Title>
      <div role="status">
        {isRunning || error !== undefined ? (
          <Text mb={6}>{t('progress', { done, total })}</Text>
        ) : (
          <div className={styles['counts']}>
            {kinds.map((kind) => {
              const count = counts.get(kind)?.length ?? 0;
              return count > 0 && <Count key={kind} kind={kind} count={count} />;
            })}
          </div>
        )}
      </div>
      {isRunning && <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label={t('progressLabel')} mb="md" />}
      <ProblemAlert error={error} text={<Failure error={error} />} />
      <ul className={styles['entries']}>
        {outcomes.map((outcome) => (
          <Row key={outcome.at} outcome={outcome} />
        ))}
      </ul>
    </section>
  );
}

function Count({ kind, count }: { readonly kind: OutcomeKind; readonly count: number }) {
  const t = useTranslations('programme.import');
  return (
    <span className={styles['kind']} data-kind={kind}>
      {t('count', { kind: t(`kinds.${kind}`), count })}
    </span>
  );
}

/** What was taken by then stays: running it again goes on there. */
function Failure({ error }: { readonly error: unknown }) {
  const t = useTranslations('programme.import');
  const reason = error instanceof Error && !(error instanceof ApiProblem) ? error.message : undefined;
  return (
    <>
      {t('broke')} {reason !== undefined && <span lang="en">{reason}</span>}
    </>
  );
}

function Row({ outcome }: { readonly outcome: Outcome }) {
  const t = useTranslations('programme.import');
  const { kind, title, eventId, shows, refusedShows = 0 } = outcome;
  const name = title ?? t('untitled');
  return (
    <li className={styles['entry']} data-kind={kind} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
      <div>
        <div className={styles['name']}>
          {eventId === undefined ? name : <Link href={pathTo('organizeEvent', { eventId })}>{name}</Link>}
        </div>
        {shows > 0 && <div className={styles['soft']}>{t('showsTaken', { count: shows })}</div>}
        {refusedShows > 0 && <p className={styles['reason']}>{t('showsRefused', { count: refusedShows })}</p>}
        <EntryNotes outcome={outcome} />
      </div>
      <span className={styles['kind']} data-kind={kind}>
        {t(`kinds.${kind}`)}
      </span>
    </li>
  );
}
