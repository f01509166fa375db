import { Center, Loader } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** While a page is on its way. */
export function PageLoading() {
  const t = useTranslations('shell');
  return (
    <Center mih="60vh" role="status" aria-label={t('loading')}>
      <Loader type="dots" />
    </Center>
  );
}
