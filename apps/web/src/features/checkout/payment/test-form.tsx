import { Badge, Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PaymentFormProps } from './payment-method.ts';
import styles from './test-form.module.css';

const outcomes = [
  { token: 'tok_ok', text: 'outcomeOk', hint: 'outcomeOkHint' },
  { token: 'tok_declined', text: 'outcomeDeclined', hint: 'outcomeDeclinedHint' },
  { token: 'tok_slow', text: 'outcomeSlow', hint: 'outcomeSlowHint' },
  { token: 'tok_lost', text: 'outcomeLost', hint: 'outcomeLostHint' },
] as const;

/** The bank of toy money: one chooses what it will say. */
export function TestForm({ price, isBusy, onPay }: PaymentFormProps) {
  const t = useTranslations('checkout');
  const [token, setToken] = useState<string>(outcomes[0].token);
  const pay = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onPay({ method: 'test', token });
  };
  return (
    <form onSubmit={pay}>
      <Stack>
        <fieldset className={styles['outcomes']} disabled={isBusy}>
          <legend className={styles['legend']}>
            {t('outcomeQuestion')} <Badge variant="outline">{t('testMode')}</Badge>
          </legend>
          <Text size="sm" c="var(--ink-soft)" mb="xs">
            {t('testModeText')}
          </Text>
          {outcomes.map((outcome) => (
            <label key={outcome.token} className={styles['outcome']}>
              <input
                type="radio"
                name="outcome"
                value={outcome.token}
                checked={token === outcome.token}
                onChange={() => setToken(outcome.token)}
              />
              <span>
                <strong>{t(outcome.text)}</strong>
                <span className={styles['hint']}>{t(outcome.hint)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Button mih={44} type="submit" size="lg" loading={isBusy}>
          {t('pay', { price })}
        </Button>
      </Stack>
    </form>
  );
}
