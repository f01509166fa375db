import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Show } from '../bookings/queries.ts';

/** Where the question does not arrive, the button beside the clock remains. */
const Confirm = lazy(() => import('../bookings/confirm.tsx').catch(() => ({ default: () => <></> })));

/** When it is asked whether more time is needed; enough of it to answer in peace. */
const askAtSeconds = 120;

interface MoreTimeProps {
  readonly secondsLeft: number;
  readonly policy: Show['policy'];
  readonly onExtend: () => void;
}

/** Asks in time whether more is needed: one key says yes. */
export function MoreTime({ secondsLeft, policy, onExtend }: MoreTimeProps) {
  const t = useTranslations('checkout');
  const [isAnswered, setAnswered] = useState(false);
  if (secondsLeft > askAtSeconds || isAnswered) return null;
  const extend = () => {
    setAnswered(true);
    onExtend();
  };
  return (
    <Suspense>
      <Confirm
        isOpen
        title={t('moreTimeTitle')}
        yes={t('extend')}
        no={t('goOn')}
        isBusy={false}
        isYesFirst
        onYes={extend}
        onClose={() => setAnswered(true)}
      >
        {t('moreTimeText', { minutes: Math.round(policy.holdSeconds / 60) })}
      </Confirm>
    </Suspense>
  );
}
