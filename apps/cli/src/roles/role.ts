import type { Draining, Logger } from '@myevents/http-kit';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { openPlatform } from '../platform.ts';
import { openGatewayRole } from './gateway-role.ts';
import { openBookingsRole, openEventsRole } from './service-role.ts';

/** What a server process runs. Disposing of it lets what is under way finish. */
export interface Role extends AsyncDisposable {
  /** Answers by `inject`, or listens. */
  readonly app: FastifyInstance;
  /** The data folder of an embedded store. */
  readonly folder?: string | undefined;
  /** For those behind something that chooses between processes: begun some time before the end. */
  readonly draining?: Draining | undefined;
}

/** Opens the parts that the settings ask for. @throws Failure or what else an engine says. */
export function openRole(config: Config, log: Logger): Promise<Role> {
  switch (config.ROLE) {
    case 'all':
      return openPlatform(config, log);
    case 'gateway':
      return openGatewayRole(config, log);
    case 'events':
      return openEventsRole(config, log);
    case 'bookings':
      return openBookingsRole(config, log);
  }
}
