import { Container } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { PageHead } from '../head.tsx';
import styles from './not-found.module.css';
import { ProblemAlert } from './problem-alert.tsx';

/** Instead of a page whose data could not be read. */
export function ProblemPage({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => unknown }) {
  const t = useTranslations('shell');
  return (
    <Container size="sm" className={styles['page'] ?? ''}>
      <PageHead title={t('brokenTitle')} isPrivate status={503} />
      <h1>{t('brokenTitle')}</h1>
      <ProblemAlert error={error} onRetry={() => void onRetry()} />
    </Container>
  );
}
