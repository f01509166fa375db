import { Counter, Gauge, type Registry } from 'prom-client';
import type { Members } from './members.ts';

/** `unsent`: nobody listened. `broken`: the connection ended without an answer. `refused`: 502, 503, 504. */
export type RetryReason = 'unsent' | 'broken' | 'refused';

export interface UpstreamCounts {
  readonly retries: Record<RetryReason, number>;
  /** Sent, without an answer, and not to be sent again. */
  failures: number;
}

/** So that a service with many short-lived processes does not fill the memory of whoever scrapes. */
const membersMax = 100;
const names = {
  up: 'myevents_upstream_up',
  inFlight: 'myevents_upstream_in_flight',
  retries: 'myevents_upstream_retries_total',
  failures: 'myevents_upstream_failures_total',
};

const sources = new WeakMap<Registry, Map<string, { readonly members: Members; readonly counts: UpstreamCounts }>>();

/** What happens between this gateway and a service: read from plain fields when Prometheus asks. */
export function exportUpstreamMetrics(registry: Registry, service: string, members: Members): UpstreamCounts {
  const counts: UpstreamCounts = { retries: { unsent: 0, broken: 0, refused: 0 }, failures: 0 };
  const known = sources.get(registry) ?? new Map();
  if (known.size === 0) {
    sources.set(registry, known);
    register(registry, known);
  }
  known.set(service, { members, counts });
  return counts;
}

function register(
  registry: Registry,
  services: ReadonlyMap<string, { readonly members: Members; readonly counts: UpstreamCounts }>,
): void {
  const up = new Gauge({
    name: names.up,
    help: 'Whether a process of a service is ready, as seen from here.',
    labelNames: ['service', 'member'],
    registers: [],
    collect() {
      this.reset();
      for (const [service, { members }] of services) {
        for (const { address, state } of members.all.slice(0, membersMax)) {
          this.set({ service, member: toLabel(address) }, state === 'ready' ? 1 : 0);
        }
      }
    },
  });
  const inFlight = new Gauge({
    name: names.inFlight,
    help: 'Requests under way to a process, long polls and streams too.',
    labelNames: ['service', 'member'],
    registers: [],
    collect() {
      this.reset();
      for (const [service, { members }] of services) {
        for (const member of members.all.slice(0, membersMax)) {
          this.set({ service, member: toLabel(member.address) }, member.inFlight);
        }
      }
    },
  });
  const retries = new Counter({
    name: names.retries,
    help: 'Requests sent once more: nobody listened (unsent), the connection broke (broken), 502, 503 or 504 (refused).',
    labelNames: ['service', 'reason'],
    registers: [],
    collect() {
      this.reset();
      for (const [service, { counts }] of services) {
        for (const [reason, count] of Object.entries(counts.retries)) this.inc({ service, reason }, count);
      }
    },
  });
  const failures = new Counter({
    name: names.failures,
    help: 'Requests that were sent, came to nothing, and could not be repeated.',
    labelNames: ['service'],
    registers: [],
    collect() {
      this.reset();
      for (const [service, { counts }] of services) this.inc({ service }, counts.failures);
    },
  });
  for (const metric of [up, inFlight, retries, failures]) registry.registerMetric<string>(metric);
}

function toLabel(address: string): string {
  return address.replace(/^http:\/\//, '');
}
