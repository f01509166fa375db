import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { paths, pathTo } from '../../paths.ts';
import { OrganizerFrame } from './frame.tsx';
import styles from './overview.module.css';

const steps = [
  { step: 'venue', href: pathTo('organizeLocation', { locationId: 'new' }) },
  { step: 'event', href: pathTo('organizeEvent', { eventId: 'new' }) },
  { step: 'publish', href: undefined },
] as const;

/** For whoever has no event yet: the way to the first ticket sold. */
export function Welcome() {
  const t = useTranslations('organize.welcome');
  return (
    <OrganizerFrame title={t('title')}>
      <p className={styles['intro']}>{t('intro')}</p>
      <ol className={styles['steps']}>
        {steps.map(({ step, href }) => (
          <li key={step} className={styles['step']}>
            <h2>{t(`steps.${step}.title`)}</h2>
            <p>{t(`steps.${step}.text`)}</p>
            {href !== undefined && (
              <Button component={Link} href={href} variant={step === 'venue' ? 'filled' : 'default'}>
                {t(`steps.${step}.action`)}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <p className={styles['soft']}>
        {t.rich('import', {
          link: (text) => (
            <Link href={paths.organizeImport} className={styles['link'] ?? ''}>
              {text}
            </Link>
          ),
        })}
      </p>
      <p className={styles['soft']}>
        <Link href={paths.organizeSignIn} className={styles['link'] ?? ''}>
          {t('whoMay')}
        </Link>
      </p>
    </OrganizerFrame>
  );
}
