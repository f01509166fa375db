import type bookings from '../messages/en/bookings.json';
import type checkout from '../messages/en/checkout.json';
import type event from '../messages/en/event.json';
import type home from '../messages/en/home.json';
import type locations from '../messages/en/locations.json';
import type map from '../messages/en/map.json';
import type organize from '../messages/en/organize.json';
import type problems from '../messages/en/problems.json';
import type programme from '../messages/en/programme.json';
import type sales from '../messages/en/sales.json';
import type search from '../messages/en/search.json';
import type shell from '../messages/en/shell.json';
import type show from '../messages/en/show.json';
import type venues from '../messages/en/venues.json';
import type wait from '../messages/en/wait.json';
import type { Language } from './languages.ts';

declare global {
  /** The texts by namespace, as the English files have them: a missing key does not compile. */
  interface Messages {
    readonly shell: typeof shell;
    readonly problems: typeof problems;
    readonly home: typeof home;
    readonly search: typeof search;
    readonly locations: typeof locations;
    readonly map: typeof map;
    readonly event: typeof event;
    readonly show: typeof show;
    readonly checkout: typeof checkout;
    readonly wait: typeof wait;
    readonly bookings: typeof bookings;
    readonly organize: typeof organize;
    readonly venues: typeof venues;
    readonly programme: typeof programme;
    readonly sales: typeof sales;
  }
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
