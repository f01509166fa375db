import { type BareServer, readAnswer, startBareServer } from '../baseline/start-bare-server.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { makeCatalogue } from '../product/catalogue.ts';
import { readUsage } from '../product/process-usage.ts';
import { type Product, startProduct } from '../product/start-product.ts';
import { median, type Row } from '../report/row.ts';

const connections = 64;
const roundsFull = 6;
const roundsQuick = 2;
const servers = ['product', 'bare'] as const;
type Server = (typeof servers)[number];

/** (a) Hot pages through the whole product, against a server that does nothing but send them. */
export const measureReads: Measure = {
  letter: 'a',
  about: 'hot reads per second, as a ratio to a bare node:http server sending the same bytes',
  async run(context) {
    await using product = await startProduct({ folder: context.folder });
    const { eventId, showIds } = await makeCatalogue({ port: product.port, shows: 4, capacity: 10_000 });
    const [showId = ''] = showIds;
    const paths = [`/v1/shows/${showId}/availability`, `/v1/events/${eventId}`];
    await using bare = await startBareServer(await Promise.all(paths.map((path) => readAnswer(product.port, path))));
    const rows: Row[] = [];
    for (const path of paths) rows.push(await comparePath(context, { product, bare, path }));
    return rows;
  },
};

interface Comparison {
  readonly product: Product;
  readonly bare: BareServer;
  readonly path: string;
}

/** Product and bare server in turns, and each round in the other order, so that what else the machine does meets both. */
async function comparePath(context: MeasureContext, { product, bare, path }: Comparison): Promise<Row> {
  const { options, quiet, progress } = context;
  const rounds: Record<Server, Measured>[] = [];
  for (let round = 0; round < (options.isQuick ? roundsQuick : roundsFull); round += 1) {
    const measured = await quiet.run(async () => {
      const both: Partial<Record<Server, Measured>> = {};
      for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
        both[server] = await measureOnce(context, server === 'product' ? product : bare, path);
      }
      return both as Record<Server, Measured>;
    });
    const { product: ofProduct, bare: ofBare } = measured;
    rounds.push(measured);
    progress(`${shorten(path)}: ${Math.round(ofProduct.perSecond)}/s, bare ${Math.round(ofBare.perSecond)}/s`);
  }
  const bytes = (of: Server) => Math.round(median(rounds.map((round) => round[of].bytes)));
  if (Math.abs(bytes('product') - bytes('bare')) > 1) {
    throw new Error(`not the same bytes: ${bytes('product')} from the product, ${bytes('bare')} from the bare server`);
  }
  const cpuUs = (of: Server) => median(rounds.map((round) => round[of].cpuUs)).toFixed(1);
  return {
    measure: 'a',
    what: `GET ${shorten(path)}`,
    value: median(rounds.map((round) => round.product.perSecond)),
    unit: '/s',
    baseline: median(rounds.map((round) => round.bare.perSecond)),
    ratio: median(rounds.map((round) => round.product.perSecond / round.bare.perSecond)),
    target: { of: 'ratio', is: 'at least', limit: 0.8 },
    note: `${bytes('product')} B an answer; CPU ${cpuUs('product')} µs each, bare ${cpuUs('bare')} µs; p99 ${median(rounds.map((round) => round.product.p99Ms)).toFixed(1)} ms`,
  };
}

interface Measured {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly bytes: number;
  /** Of the server's process, per answer. */
  readonly cpuUs: number;
}

async function measureOnce(
  { client, options }: MeasureContext,
  { port, pid }: { readonly port: number; readonly pid: number },
  path: string,
): Promise<Measured> {
  const cpuBefore = readUsage(pid)?.cpuSeconds ?? 0;
  const result = await client.runOne({
    host: '127.0.0.1',
    port,
    connections,
    requests: { kind: 'get', paths: [path] },
    warmUpMs: 500,
    durationMs: options.seconds * 1000,
  });
  const answers = Object.values(result.byStatus).reduce((sum, count) => sum + count, 0);
  return {
    perSecond: result.perSecond,
    p99Ms: result.latency.p99Ms,
    bytes: result.bytesPerAnswer,
    cpuUs: (((readUsage(pid)?.cpuSeconds ?? 0) - cpuBefore) * 1e6) / answers,
  };
}

function shorten(path: string): string {
  return path.replace(/[a-z]{3}_[0-9a-z]{26}/, '{id}');
}
