import { Anchor } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { paths } from '../../paths.ts';

/** The way back to the list. */
export function ToVenues() {
  const t = useTranslations('venues');
  return (
    <Anchor component={Link} href={paths.organizeLocations}>
      {t('toVenues')}
    </Anchor>
  );
}
