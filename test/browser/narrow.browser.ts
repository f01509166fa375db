import { expect, it } from 'vitest';
import { languages } from '../../apps/web/src/i18n/languages.ts';
import { phone } from './support/browser.ts';
import { untilReady } from './support/buyer.ts';
import { addShow, made, openSale } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
/** What is left of a desk's screen at 400 %: nobody has to move a page sideways to read it. */
const width = 320;
const dayMs = 86_400_000;

it('fits a narrow screen in every language', async () => {
  const { locationId, eventId, eventPath, showPath } = await openSale(stage.api);
  // Another date, so that there is one to choose.
  const { halls } = await made<{ halls: readonly { id: string }[] }>(stage.api.get(`/v1/locations/${locationId}`));
  const [startsAt, endsAt] = [40, 41].map((days) => new Date(Date.now() + days * dayMs).toISOString());
  await addShow(stage.api, {
    eventId,
    hallId: halls[0]?.id ?? '',
    show: { startsAt: startsAt ?? '', endsAt: endsAt ?? '' },
  });

  await using visitor = await stage.invite({ ...phone, viewport: { width, height: 640 } });
  const { page } = visitor;
  const tooWide: string[] = [];
  for (const language of languages) {
    for (const path of [
      '/',
      '/search',
      '/map',
      '/locations',
      `/locations/${locationId}`,
      eventPath,
      showPath,
      '/bookings',
    ]) {
      await page.goto(`${path}?lang=${language}`);
      await untilReady(page);
      const needed = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (needed > width) tooWide.push(`${path} in ${language}: ${needed}`);
    }
  }
  expect(tooWide).toEqual([]);
});
