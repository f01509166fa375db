import { Stack } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { paths } from '../../paths.ts';
import { OrganizerFrame } from './frame.tsx';
import { isLoopback } from './loopback.ts';
import styles from './overview.module.css';

/** Where a key will be asked for. Until there are keys it says who may organize: whoever reaches the server. */
export function Page() {
  const t = useTranslations('organize.signIn');
  const { hostname } = location;
  return (
    <OrganizerFrame title={t('title')}>
      <Stack gap="lg">
        <section className={styles['panel']}>
          <h2>{t('openTitle')}</h2>
          <p>{isLoopback(hostname) ? t('openHere') : t('openBeyond', { host: hostname })}</p>
        </section>
        <section className={styles['panel']}>
          <h2>{t('laterTitle')}</h2>
          <p>{t('laterText')}</p>
        </section>
        <p className={styles['soft']}>
          <Link href={paths.organize} className={styles['link'] ?? ''}>
            {t('toOverview')}
          </Link>
        </p>
      </Stack>
    </OrganizerFrame>
  );
}
