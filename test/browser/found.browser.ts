import { expect, it } from 'vitest';
import { openSale, regular } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
const nasty = '</script><script>document.title="taken over"</script><img src=x onerror="document.title=1">';

interface Ld {
  readonly '@type': string;
  readonly name: string;
  readonly offers?: readonly { readonly price: string | number; readonly priceCurrency: string }[];
}

it('is read without scripts: what, where, for how much, and what search engines ask for', async () => {
  const sale = await openSale(stage.api, { tiers: [regular(50, 4250)] });
  await using visitor = await stage.invite({ javaScriptEnabled: false });
  const { page } = visitor;
  const answer = await page.goto(sale.eventPath);
  expect(answer?.status()).toBe(200);
  await page.getByRole('heading', { level: 1, name: sale.name }).waitFor();
  await page.getByText('€42.50').first().waitFor();
  expect(await page.title()).toContain(sale.name);
  const attribute = (selector: string, name: string) => page.locator(selector).getAttribute(name);
  const canonical = (await attribute('link[rel="canonical"]', 'href')) ?? '';
  expect(canonical).toMatch(new RegExp(`^${stage.house.urls[0]}/e/.+-${sale.eventId}$`));
  expect(await attribute('meta[property="og:title"]', 'content')).toContain(sale.name);
  expect(await attribute('meta[name="description"]', 'content')).toContain('Songs of the sea.');
  const languages = await page
    .locator('link[rel="alternate"][hreflang]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('hreflang')));
  expect(new Set(languages)).toEqual(new Set(['ar', 'de', 'en', 'ja', 'x-default']));

  const [data] = await page.locator('script[type="application/ld+json"]').allTextContents();
  const found = [JSON.parse(data ?? '') as Ld | readonly Ld[]].flat().find(({ name }) => name === sale.name);
  expect(found?.['@type']).toMatch(/Event$/);
  expect(found?.offers?.map(({ price, priceCurrency }) => [Number(price), priceCurrency])).toEqual([[42.5, 'EUR']]);

  const sitemap = await (await page.request.get('/sitemap.xml')).text();
  expect(sitemap).toContain(`<loc>${canonical}</loc>`);
});

it('shows what anybody writes as text, and never runs it', async () => {
  const name = `Rock ${nasty}`.slice(0, 200);
  const sale = await openSale(stage.api, { event: { name, description: nasty } });
  await using visitor = await stage.invite();
  const { page } = visitor;
  for (const path of [sale.eventPath, sale.showPath, '/', '/search']) {
    await page.goto(path);
    await page.getByText(name).first().waitFor();
    expect(await page.title()).not.toMatch(/^(taken over|1)$/);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  }
  await page.goto(sale.eventPath);
  await page.getByText(nasty, { exact: true }).waitFor();
  const data = await page.locator('script[type="application/ld+json"]').first().textContent();
  expect(JSON.stringify(JSON.parse(data ?? ''))).toContain('taken over');
});

it('hides drafts and private pages from search engines', async () => {
  const draft = await openSale(stage.api, { isDraft: true });
  await using visitor = await stage.invite({ javaScriptEnabled: false });
  const { page } = visitor;
  for (const path of [draft.eventPath, '/bookings', '/organize']) {
    await page.goto(path);
    expect(await page.locator('meta[name="robots"]').getAttribute('content')).toContain('noindex');
  }
  const sitemap = await (await page.request.get('/sitemap.xml')).text();
  expect(sitemap).not.toContain(draft.eventId);
});
