import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ApiProblem } from '../api/problem.ts';
import styles from './problem-alert.module.css';

export interface ProblemAlertProps {
  /** What was thrown; nothing is shown without it. */
  readonly error: unknown;
  /** Instead of the usual text of the problem. */
  readonly text?: ReactNode;
  /** What can be done about it. */
  readonly children?: ReactNode;
  /** Offered where the same request may work the next time. */
  readonly onRetry?: () => void;
}

/** Says in plain words why something did not work. It is announced when it appears. */
export function ProblemAlert({ error, text, children, onRetry }: ProblemAlertProps) {
  const t = useTranslations('problems');
  const toText = useProblemText();
  const canRetry = onRetry !== undefined && (!(error instanceof ApiProblem) || error.isPassing);
  return (
    <div role="alert">
      {error !== null && error !== undefined && (
        <div className={styles['problem']}>
          <div>{text ?? toText(error)}</div>
          {children}
          {canRetry && (
            <Button variant="default" size="md" onClick={onRetry}>
              {t('tryAgain')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** The text of a problem by its code. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations('problems');
  return (error) => {
    const code = error instanceof ApiProblem ? error.code : 'unknown';
    return isKnown(code) ? t(code) : t('unknown');
  };
  function isKnown(code: string): code is Parameters<typeof t>[0] {
    return t.has(code as Parameters<typeof t>[0]);
  }
}
