/** From now on what this browser keeps can be shown without a connection. Only who has something to keep gets a worker. */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // A browser that forbids workers shows everything all the same, with a connection.
  navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
