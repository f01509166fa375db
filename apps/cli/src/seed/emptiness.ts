import type { Location } from '@myevents/contracts';
import { type Api, expectDone } from '@myevents/contracts/client';

/** Whether nobody has written to the catalogue yet. */
export async function isEmpty(api: Api): Promise<boolean> {
  const answer = await api.send<{ items: Location[] }>({ method: 'GET', path: '/v1/locations?limit=1' });
  return expectDone(answer, 'Reading the locations').items.length === 0;
}
