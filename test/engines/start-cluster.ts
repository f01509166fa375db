import type { TestProject } from 'vitest/node';
import { startCluster } from '../support/cluster.ts';
import { pairOfToday, takePair } from '../support/pairs.ts';

/** The platform as six processes on the pair of today, for the suite that speaks to it over HTTP. */
export default async function startPair(project: TestProject): Promise<() => Promise<void>> {
  const pair = pairOfToday();
  console.log(`it runs on ${pair}: 2 gateways, 2 Event Services, 2 Booking Services`);
  const place = takePair(pair);
  const cluster = await startCluster({ settings: { ...place.settings } });
  project.provide('myeventsUrl', cluster.gateways.map(({ url }) => url).join(','));
  project.provide(
    'myeventsProcesses',
    cluster.all.map(({ url }) => url),
  );
  return async () => {
    const failures = cluster
      .output()
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line));
    await cluster[Symbol.asyncDispose]();
    await place[Symbol.asyncDispose]();
    if (failures.length > 0) throw new Error(`processes wrote of failures of their own:\n${failures.join('\n')}`);
  };
}
