import { queryOptions } from '@tanstack/react-query';
import type { components } from '../../../generated/api.ts';
import { type Api, dataOf } from '../../api/client.ts';

export type Entry = components['schemas']['WaitlistEntry'];

/** Whether anything can still happen to it. */
export const isOpen = ({ status }: Pick<Entry, 'status'>): boolean => status === 'waiting' || status === 'offered';

export const entryQuery = (api: Api, entryId: string) =>
  queryOptions({
    queryKey: ['waitlist', entryId],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/waitlist/{entryId}', { params: { path: { entryId } }, signal })),
    staleTime: 0,
    refetchOnReconnect: true,
  });

export const entryHistoryQuery = (api: Api, entryId: string) =>
  queryOptions({
    queryKey: ['waitlist', entryId, 'history'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/waitlist/{entryId}/history', { params: { path: { entryId } }, signal })),
    staleTime: 0,
  });

/** How long the server may keep an answer back. */
const waitSeconds = 25;

/** Answers when there is news after `version`, or when the server has waited long enough. */
export function nextOfEntry(api: Api, entryId: string, version: number, signal: AbortSignal): Promise<Entry> {
  const query = { wait: waitSeconds, after: version };
  return dataOf(api.GET('/v1/waitlist/{entryId}', { params: { path: { entryId }, query }, signal }));
}
