import type { HealthCheck } from '@myevents/http-kit';
import type { Bus, Store } from '@myevents/ports';
import type { ClockGuard } from './clock-guard.ts';
import { collections } from './collections.ts';

/** What this service cannot do without, for /readyz. */
export function createChecks(options: {
  readonly store: Pick<Store, 'documents'>;
  readonly bus: Pick<Bus, 'health'>;
  readonly guard: Pick<ClockGuard, 'problem'>;
}): readonly HealthCheck[] {
  const { store, bus, guard } = options;
  return [
    { name: 'bookings-clock', check: async () => guard.problem() },
    {
      name: 'bookings-bus',
      async check() {
        const health = bus.health();
        return health.ok ? null : health.reason;
      },
    },
    {
      name: 'bookings-store',
      async check() {
        try {
          await store.documents.get(collections.secrets, 'keyed-hash');
          return null;
        } catch {
          return 'the store does not answer';
        }
      },
    },
  ];
}
