import { useSyncExternalStore } from 'react';
import { zoneOfBrowser } from '../../i18n/formats.ts';
import type { SearchState } from './search-state.ts';

const subscribeToNothing = () => () => undefined;
const zoneOfServer = () => 'UTC';

/** The zone by which whoever looks means "today". UTC on the server, where nobody knows it, and where no days are asked for. */
export function viewerZone({ when }: SearchState): string {
  return when === undefined || typeof document === 'undefined' ? zoneOfServer() : zoneOfBrowser();
}

/** The same for a page: as on the server at first, then as it is. */
export function useViewerZone(state: SearchState): string {
  return useSyncExternalStore(subscribeToNothing, () => viewerZone(state), zoneOfServer);
}
