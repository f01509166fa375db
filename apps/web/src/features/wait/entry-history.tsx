import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { HistoryList, Why } from '../bookings/history.tsx';
import type { Show } from '../bookings/queries.ts';
import { entryHistoryQuery } from './queries.ts';

/** Why a place in line is as it is. */
export function EntryHistory({ entryId, show }: { readonly entryId: string; readonly show: Show | undefined }) {
  const api = useApi();
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...entryHistoryQuery(api, entryId), enabled: isOpen });
  return (
    <Why onToggle={setOpen}>
      {data === undefined ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <HistoryList items={data.items} show={show} />
      )}
    </Why>
  );
}
