interface Notice {
  readonly title: string;
  readonly body: string;
  /** Where a press on it leads. */
  readonly url: string;
  /** One of a tag is shown at a time. */
  readonly tag: string;
}

export type Permission = 'default' | 'granted' | 'denied' | 'unknown';

export const notifyPermission = (): Permission => ('Notification' in globalThis ? Notification.permission : 'unknown');

/** To be called by a press. */
export async function askToNotify(): Promise<Permission> {
  return 'Notification' in globalThis ? Notification.requestPermission() : 'unknown';
}

/** Shows a notice of the system, if that is allowed. Phones only take it from a service worker. */
export async function notify({ title, body, url, tag }: Notice): Promise<void> {
  if (notifyPermission() !== 'granted') return;
  const options = { body, tag, icon: '/icon-192.png', requireInteraction: true, data: { url } };
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active) {
    await registration.showNotification(title, options);
    return;
  }
  const notice = new Notification(title, options);
  notice.addEventListener('click', () => {
    focus();
    notice.close();
  });
}
