import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectApi } from '../../support/api.ts';
import { startProduct } from '../../support/product.ts';
import { desktop, inviteVisitor, openBrowser } from '../support/browser.ts';
import { shootBuying } from './buying.ts';
import { openCamera } from './camera.ts';
import { shootOrganizing } from './organizing.ts';
import { shootPages } from './pages.ts';

// Every page and state on a phone and on a desk, light and dark: `npm run screenshots` writes them to ./screenshots, to be looked at.

const folder = join(import.meta.dirname, '../../../screenshots');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

await using product = await startProduct({ settings: { DEMO: 'true' } });
const api = connectApi(product.url);
const browser = await openBrowser();
let taken = 0;
for (const shootPart of [shootPages, shootBuying, shootOrganizing]) {
  await using visitor = await inviteVisitor(browser, { url: product.url, ...desktop, deviceScaleFactor: 2 });
  visitor.expectTrouble(/40[249]|422/);
  const camera = openCamera({ page: visitor.page, folder });
  await shootPart({ api, ...camera });
  taken += camera.taken();
}
await browser.close();
api.close();
console.log(`${taken} screenshots in ${folder}`);
