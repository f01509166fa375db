import type { PageEntry } from './page.ts';
import { paths } from './paths.ts';

/** Every page, the more exact path first; the code of each is loaded when it is needed. */
export const pages: readonly PageEntry[] = [
  {
    path: paths.home,
    namespaces: ['home', 'search'],
    isPublic: true,
    file: './features/home/page.tsx',
  },
  { path: paths.search, namespaces: ['search'], isPublic: true, file: './features/search/page.tsx' },
  { path: paths.map, namespaces: ['map', 'search'], isPublic: true, file: './features/map/page.tsx' },
  {
    path: paths.locations,
    namespaces: ['locations'],
    isPublic: true,
    file: './features/locations/list-page.tsx',
  },
  {
    path: paths.location,
    namespaces: ['locations', 'search'],
    isPublic: true,
    file: './features/locations/location-page.tsx',
  },
  { path: paths.show, namespaces: ['event', 'show'], isPublic: true, file: './features/show/page.tsx' },
  { path: paths.event, namespaces: ['event'], isPublic: true, file: './features/event/page.tsx' },
  {
    path: paths.checkout,
    namespaces: ['checkout', 'bookings', 'show'],
    isPublic: false,
    file: './features/checkout/page.tsx',
  },
  {
    path: paths.wait,
    namespaces: ['wait', 'checkout', 'bookings'],
    isPublic: false,
    file: './features/wait/page.tsx',
  },
  {
    path: paths.bookings,
    namespaces: ['bookings', 'checkout', 'wait'],
    isPublic: false,
    file: './features/bookings/list-page.tsx',
  },
  {
    path: paths.booking,
    namespaces: ['bookings', 'checkout', 'show'],
    isPublic: false,
    file: './features/bookings/booking-page.tsx',
  },
  {
    path: paths.ticket,
    namespaces: ['bookings', 'checkout', 'show'],
    isPublic: false,
    file: './features/bookings/ticket-page.tsx',
  },
  {
    path: paths.organize,
    namespaces: ['organize', 'programme', 'sales'],
    isPublic: false,
    file: './features/organize/page.tsx',
  },
  {
    path: paths.organizeSignIn,
    namespaces: ['organize'],
    isPublic: false,
    file: './features/organize/sign-in-page.tsx',
  },
  {
    path: paths.organizeLocations,
    namespaces: ['organize', 'venues'],
    isPublic: false,
    file: './features/venues/list-page.tsx',
  },
  {
    path: paths.organizeLocation,
    namespaces: ['organize', 'venues', 'show'],
    isPublic: false,
    file: './features/venues/location-page.tsx',
  },
  {
    path: paths.organizeEvents,
    namespaces: ['organize', 'programme', 'search'],
    isPublic: false,
    file: './features/programme/list-page.tsx',
  },
  {
    path: paths.organizeEvent,
    namespaces: ['organize', 'programme', 'search'],
    isPublic: false,
    file: './features/programme/event-page.tsx',
  },
  {
    path: paths.organizeBookings,
    namespaces: ['organize', 'sales', 'bookings'],
    isPublic: false,
    file: './features/sales/bookings-page.tsx',
  },
  {
    path: paths.organizeLedger,
    namespaces: ['organize', 'sales'],
    isPublic: false,
    file: './features/sales/ledger-page.tsx',
  },
  {
    path: paths.organizeShow,
    namespaces: ['organize', 'sales'],
    isPublic: false,
    file: './features/sales/show-page.tsx',
  },
  {
    path: paths.organizeImport,
    namespaces: ['organize', 'programme', 'search'],
    isPublic: false,
    file: './features/programme/import-page.tsx',
  },
];
