import packageJson from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import type { FilledDemo } from './seed/fill-demo.ts';

export interface BannerFacts {
  readonly role: Config['ROLE'];
  readonly address: string;
  /** From the start of the process. */
  readonly readyMs: number;
  readonly folder: string | undefined;
  /** Undefined: nothing was filled in. */
  readonly demo: FilledDemo | undefined;
}

/** What a person wants to know once the server is up. */
export function banner({ role, address, readyMs, folder, demo }: BannerFacts): string {
  if (role === 'events' || role === 'bookings') return serviceBanner(role, address, readyMs);
  const rows = [
    ['start page', address],
    ['API', `${address}/docs`],
    ...(folder === undefined ? [] : [['data', folder]]),
  ];
  const held = demo && demo.held > 0 ? [`\n  ${heldText}`] : [];
  return [
    '',
    `MyEvents ${packageJson.version} is ready (${(readyMs / 1000).toFixed(1)} s)`,
    '',
    ...rows.map(([name = '', value = '']) => `  ${name.padEnd(12)}${value}`),
    ...held,
    '',
    '  Try this in another terminal:',
    `    curl '${address}/v1/events?latLong=48.86,2.35&radius=50km&limit=3'`,
    '    npx myevents --help',
    '',
    '  Ctrl-C stops it.',
    '',
    '',
  ].join('\n');
}

/** Gateways ask it, people do not. */
function serviceBanner(role: 'events' | 'bookings', address: string, readyMs: number): string {
  const name = role === 'events' ? 'Event Service' : 'Booking Service';
  return [
    '',
    `The ${name} of MyEvents ${packageJson.version} is ready (${(readyMs / 1000).toFixed(1)} s)`,
    '',
    `  for gateways  ${role.toUpperCase()}_URLS=${address}`,
    `  health        ${address}/readyz`,
    '',
    '',
  ].join('\n');
}

const heldText =
  'Two of the demo shows have only held tickets left, so that waiting can be tried. The holds run out within the hour; `npx myevents seed` holds them again.';
