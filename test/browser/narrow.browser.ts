import { expect, it } from 'vitest';
import { languages } from '../../apps/web/src/i18n/languages.ts';
import { phone } from './support/browser.ts';
import { untilReady } from './support/buyer.ts';
import { made } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage({ settings: { DEMO: 'true' } });
/** What is left of a desk's screen at 400 %: nobody has to move a page sideways to read it. */
const width = 320;

interface Found {
  readonly id: string;
}

it('fits a narrow screen in every language', async () => {
  const { items: events } = await made<{ items: readonly Found[] }>(stage.api.get('/v1/events?limit=1'));
  const eventId = events[0]?.id ?? '';
  const { items: shows } = await made<{ items: readonly Found[] }>(
    stage.api.get(`/v1/events/${eventId}/shows?limit=1`),
  );
  const paths = ['/', '/search', '/map', '/locations', '/bookings', `/e/${eventId}`, `/e/${eventId}/${shows[0]?.id}`];
  await using visitor = await stage.invite({ ...phone, viewport: { width, height: 640 } });
  const tooWide: string[] = [];
  for (const language of languages) {
    for (const path of paths) {
      await visitor.page.goto(`${path}?lang=${language}`);
      await untilReady(visitor.page);
      const needed = Number(await visitor.page.evaluate('document.documentElement.scrollWidth'));
      if (needed > width) tooWide.push(`${path} in ${language}: ${needed}`);
    }
  }
  expect(tooWide).toEqual([]);
});
