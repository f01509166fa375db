import { Alert } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';

/** Says that the server could not be asked, and from when what one sees is. */
export function AsOf({ instant }: { readonly instant: string }) {
  const t = useTranslations('bookings');
  const format = useFormat();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <Alert color="yellow" role="status" className="no-print" data-as-of>
      {t('offline', { time: format.time(instant, 'full', timeZone) })}
    </Alert>
  );
}
