import { Container, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { PageHead } from '../head.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Instead of a page whose data could not be read. */
export function ProblemPage({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => unknown }) {
  const t = useTranslations('shell');
  return (
    <Container size="sm" py={80}>
      <PageHead title={t('brokenTitle')} isPrivate status={503} />
      <Title order={1} mb="lg">
        {t('brokenTitle')}
      </Title>
      <ProblemAlert error={error} onRetry={() => void onRetry()} />
    </Container>
  );
}
