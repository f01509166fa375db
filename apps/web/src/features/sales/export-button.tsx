import { Button, Group } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import styles from './sales.module.css';
import type { Exporting } from './use-export.ts';

interface ExportButtonProps {
  readonly exporting: Exporting;
  readonly label: string;
}

/** Begins an export, says how far it is, and can stop it. */
export function ExportButton({ exporting, label }: ExportButtonProps) {
  const t = useTranslations('sales.export');
  const { state, count, error, start, stop } = exporting;
  return (
    <div className={styles['export']}>
      <Group gap="sm">
        {state === 'running' ? (
          <Button variant="default" onClick={stop}>
            {t('stop')}
          </Button>
        ) : (
          <Button variant="default" onClick={start}>
            {label}
          </Button>
        )}
        <span role="status" className={styles['soft']}>
          {state === 'running' && t('running', { count })}
          {state === 'done' && t('done', { count })}
        </span>
      </Group>
      <ProblemAlert error={state === 'failed' ? error : null} onRetry={start} />
    </div>
  );
}
