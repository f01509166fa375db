import { useSyncExternalStore } from 'react';

const subscribeToNothing = () => () => undefined;
const zoneOfBrowser = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
const zoneOfServer = () => 'UTC';

/** The zone by which whoever looks means "today". On the server nobody knows it: UTC. */
export const viewerZone = (): string => (typeof document === 'undefined' ? zoneOfServer() : zoneOfBrowser());

/** The same for a page: as on the server at first, then as it is. */
export function useViewerZone(): string {
  return useSyncExternalStore(subscribeToNothing, zoneOfBrowser, zoneOfServer);
}
