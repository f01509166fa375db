import { Button, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { PaymentFormProps } from './payment-method.ts';

export function FreeForm({ isBusy, onPay }: PaymentFormProps) {
  const t = useTranslations('checkout');
  return (
    <Stack>
      <Text>{t('freeText')}</Text>
      <Button mih={44} size="lg" loading={isBusy} onClick={() => onPay({ method: 'free' })}>
        {t('confirmFree')}
      </Button>
    </Stack>
  );
}
