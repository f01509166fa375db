import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { untilReady, visit } from './support/buyer.ts';
import { openSale } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage({ isOwn: true });

function countAsked(page: Page): Map<string, number> {
  const asked = new Map<string, number>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1);
  });
  return asked;
}

it('asks a server that is away for nothing but whether it is back, and then for everything', async () => {
  const { showId, eventPath } = await openSale(stage.api);
  await using buyer = await stage.invite();
  await using organizer = await stage.invite();
  for (const visitor of [buyer, organizer]) visitor.expectTrouble(/net::ERR_|50[234]/);
  await visit(buyer.page, eventPath);
  await buyer.page.getByText('Live', { exact: true }).waitFor();
  await visit(organizer.page, `/organize/shows/${showId}`);

  await stage.house.kill();
  const noticed = /^The server cannot be reached at the moment/;
  await buyer.page.getByText(noticed).waitFor();
  await organizer.page.getByText(noticed).waitFor();
  // What was under way comes to its end.
  await pause(3_000);
  const asked = [buyer, organizer].map(({ page }) => countAsked(page));
  await pause(12_000);
  for (const each of asked) {
    // The stream of a show is tried for as well, ever more rarely.
    const others = [...each].filter(
      ([path]) => path !== '/healthz' && !path.startsWith(`/v1/shows/${showId}/availability`),
    );
    expect(others).toEqual([]);
    expect([...each.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(12);
  }

  await stage.house.start();
  await untilReady(organizer.page);
  await expect.poll(() => asked[1]?.get(`/v1/shows/${showId}/sales`) ?? 0).toBeGreaterThan(0);
  await buyer.page.getByText('Live', { exact: true }).waitFor();
});
