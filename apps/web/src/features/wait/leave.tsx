import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Entry, entryQuery } from './queries.ts';

const Confirm = lazy(() => import('../bookings/confirm.tsx'));

/** Out of the line, after it was asked whether that is meant. An offer goes to the next. */
export function Leave({ entry }: { readonly entry: Entry }) {
  const t = useTranslations('wait');
  const [question, setQuestion] = useState<'none' | 'open' | 'closed'>('none');
  const leave = useLeave(entry.id);
  const isOffer = entry.status === 'offered';
  return (
    <div>
      <Button mih={44} ms={-18} variant="subtle" onClick={() => setQuestion('open')}>
        {isOffer ? t('decline') : t('leave')}
      </Button>
      <ProblemAlert error={leave.error} />
      {question !== 'none' && (
        <Suspense>
          <Confirm
            isOpen={question === 'open'}
            title={isOffer ? t('declineTitle') : t('leaveTitle')}
            yes={isOffer ? t('declineYes') : t('leaveYes')}
            no={isOffer ? t('declineNo') : t('leaveNo')}
            isBusy={leave.isPending}
            onYes={() => leave.mutate(undefined, { onSettled: () => setQuestion('closed') })}
            onClose={() => setQuestion('closed')}
          >
            {isOffer ? t('declineText') : t('leaveText')}
          </Confirm>
        </Suspense>
      )}
    </div>
  );
}

function useLeave(entryId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.DELETE('/v1/waitlist/{entryId}', { params: { path: { entryId } } })),
    onSuccess: (entry) => queries.setQueryData(entryQuery(api, entryId).queryKey, entry),
    onSettled: () => queries.invalidateQueries({ queryKey: ['waitlist'] }),
  });
}
