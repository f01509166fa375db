import type { Language } from './languages.ts';

declare global {
  /** The texts by namespace, as the English files have them: a missing key does not compile. */
  interface Messages {
    readonly shell: typeof import('../messages/en/shell.json');
    readonly problems: typeof import('../messages/en/problems.json');
    readonly home: typeof import('../messages/en/home.json');
    readonly search: typeof import('../messages/en/search.json');
    readonly locations: typeof import('../messages/en/locations.json');
    readonly map: typeof import('../messages/en/map.json');
    readonly event: typeof import('../messages/en/event.json');
    readonly show: typeof import('../messages/en/show.json');
    readonly checkout: typeof import('../messages/en/checkout.json');
    readonly wait: typeof import('../messages/en/wait.json');
    readonly bookings: typeof import('../messages/en/bookings.json');
    readonly organize: typeof import('../messages/en/organize.json');
    readonly venues: typeof import('../messages/en/venues.json');
    readonly programme: typeof import('../messages/en/programme.json');
    readonly sales: typeof import('../messages/en/sales.json');
  }
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
