import { describe, expect, it } from 'vitest';
import { answerKindOf } from './answer-kind.ts';

const origin = 'https://tickets.example';
const kindOf = (path: string, asked: { readonly method?: string; readonly isNavigation?: boolean } = {}) =>
  answerKindOf({ method: 'GET', url: new URL(path, origin).href, isNavigation: false, ...asked }, origin);

describe('what the service worker answers', () => {
  it('is hashed files, the pages of bookings, and single resources', () => {
    expect(kindOf('/assets/index-abc.js')).toBe('asset');
    expect(kindOf('/bookings', { isNavigation: true })).toBe('page');
    expect(kindOf('/bookings/bkg_1/tickets/tkt_1', { isNavigation: true })).toBe('page');
    for (const path of ['/v1/bookings/bkg_1', '/v1/shows/shw_1', '/v1/events/evt_1', '/v1/locations/loc_1'])
      expect(kindOf(path)).toBe('resource');
  });

  it('is nothing that is sold, searched, changed or waited for', () => {
    for (const path of [
      '/v1/bookings?userId=x',
      '/v1/bookings/bkg_1/history',
      '/v1/shows/shw_1/availability',
      '/v1/waitlist/wtl_1?wait=25',
      '/v1/events?keyword=x',
      '/v1/users/me',
      '/service-worker.js',
      '/healthz',
    ])
      expect(kindOf(path)).toBeUndefined();
    expect(kindOf('/v1/bookings/bkg_1', { method: 'DELETE' })).toBeUndefined();
    for (const path of ['/', '/checkout/bkg_1', '/wait/wtl_1', '/bookingsearch'])
      expect(kindOf(path, { isNavigation: true })).toBeUndefined();
    expect(kindOf('https://elsewhere.example/assets/a.js')).toBeUndefined();
  });
});
