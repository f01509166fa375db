import type { Job, JobResult } from '../load/job.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { makeCatalogue, tier } from '../product/catalogue.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import type { Row } from '../report/row.ts';

const shows = 100;
const capacity = 1_000_000;
const viewsPerSecond = 10_000;
const holdsPerSecond = 500;
/** An offered load is answered in full if at most this share is missing at the end of the measured time. */
const answeredShareMin = 0.99;

/** (c) Pages viewed while tickets are sold. */
export const measureViewsAndHolds: Measure = {
  letter: 'c',
  about: `${viewsPerSecond.toLocaleString('en')} views/s offered while bookings run`,
  async run(context) {
    await using product = await startProduct({ folder: context.folder });
    const { eventId, showIds } = await makeCatalogue({ port: product.port, shows, capacity });
    const views = toViews(context, product, [eventId, showIds]);
    const holds = (): Job => ({
      host: product.host,
      port: product.port,
      connections: 16,
      requests: { kind: 'hold', showIds, tier, prefix: crypto.randomUUID() },
      warmUpMs: 1_000,
      durationMs: views.durationMs,
    });
    const { quiet } = context;
    const offered = await quiet.run(() => runBoth(context, views, { ...holds(), offeredPerSecond: holdsPerSecond }));
    const fastest = await quiet.run(() => runBoth(context, views, holds()));
    return [
      ...toRows(offered, `${holdsPerSecond} holds/s are offered`),
      ...toRows(fastest, 'holds run as fast as they can'),
    ];
  },
};

/** Half of them look at an event, half at what is left of one of its shows, which changes all the time. */
function toViews(
  { options }: MeasureContext,
  { host, port }: Product,
  [eventId, showIds]: readonly [string, readonly string[]],
): Job {
  return {
    host,
    port,
    connections: 64,
    requests: {
      kind: 'get',
      paths: showIds.flatMap((id) => [`/v1/shows/${id}/availability`, `/v1/events/${eventId}`]),
    },
    offeredPerSecond: viewsPerSecond,
    warmUpMs: 1_000,
    durationMs: Math.max(options.seconds, options.isQuick ? 2 : 5) * 1000,
  };
}

interface Both {
  readonly views: JobResult;
  readonly holds: JobResult;
}

async function runBoth({ client, progress }: MeasureContext, views: Job, holds: Job): Promise<Both> {
  const { results, clientCores } = await client.run([views, holds]);
  const [ofViews, ofHolds] = results;
  if (!ofViews || !ofHolds) throw new Error('the load client gave no results');
  progress(`${describe(ofViews)} views, ${describe(ofHolds)} holds, client on ${clientCores.toFixed(2)} cores`);
  return { views: ofViews, holds: ofHolds };
}

function describe({ perSecond, latency }: JobResult): string {
  return `${Math.round(perSecond)}/s (p50 ${latency.p50Ms.toFixed(1)} ms, p99 ${latency.p99Ms.toFixed(1)} ms)`;
}

function toRows({ views, holds }: Both, condition: string): Row[] {
  const atLeast = (limit: number) => ({ of: 'value', is: 'at least', limit: limit * answeredShareMin }) as const;
  return [
    {
      measure: 'c',
      what: `views while ${condition}`,
      value: views.perSecond,
      unit: '/s',
      target: atLeast(viewsPerSecond),
      note: noteOf(views),
    },
    {
      measure: 'c',
      what: 'holds meanwhile',
      value: holds.perSecond,
      unit: '/s',
      target: atLeast(holdsPerSecond),
      note: noteOf(holds),
    },
  ];
}

function noteOf({ latency, lateness }: JobResult): string {
  const own = lateness
    ? `; the client's own part p50 ${lateness.p50Ms.toFixed(1)}, p99 ${lateness.p99Ms.toFixed(1)}`
    : '';
  return `p50 ${latency.p50Ms.toFixed(1)} ms, p99 ${latency.p99Ms.toFixed(1)} ms, max ${latency.maxMs.toFixed(0)} ms${own}`;
}
