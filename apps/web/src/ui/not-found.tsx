import { Button, Container } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { PageHead } from '../head.tsx';
import { paths } from '../paths.ts';
import styles from './not-found.module.css';

/** Nothing lives at this address; or, `isBroken`, the page could not be brought here. */
export function NotFound({ isBroken = false }: { readonly isBroken?: boolean }) {
  const t = useTranslations('shell');
  return (
    <Container size="sm" className={styles['page'] ?? ''}>
      <PageHead title={isBroken ? t('brokenTitle') : t('notFoundTitle')} isPrivate status={404} />
      <h1>{isBroken ? t('brokenTitle') : t('notFoundTitle')}</h1>
      <p>{isBroken ? t('brokenText') : t('notFoundText')}</p>
      <div className={styles['ways']}>
        {isBroken && <Button onClick={() => location.reload()}>{t('reload')}</Button>}
        <Button variant={isBroken ? 'default' : 'filled'} component={Link} href={paths.search}>
          {t('findEvents')}
        </Button>
        <Button variant="default" component={Link} href={paths.home}>
          {t('toHome')}
        </Button>
      </div>
    </Container>
  );
}
