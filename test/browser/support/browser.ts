import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const defaultFlags = '--headless --no-sandbox --disable-gpu';

/** A real Chromium: that of `CHROMIUM`, else the system's. A machine without one fails the run, it never skips it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: (process.env['CHROMIUM_FLAGS'] ?? defaultFlags).split(/\s+/).filter((flag) => flag !== '--headless'),
  });
}

/** Somebody with a browser of their own: other cookies, other storage. */
export interface Visitor extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the browser and was not expected: errors in scripts and the console, requests to anybody else. */
  troubles(): readonly string[];
  /** What the page said when they left, for the report of a failure. */
  lastSeen(): string;
  /** Failures that a test brings about itself, such as a server that is away. */
  expectTrouble(pattern: RegExp): void;
}

export interface VisitorOptions extends BrowserContextOptions {
  readonly url: string;
}

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
export const desktop = { viewport: { width: 1280, height: 900 } } as const;

/** A visitor whose every unexpected trouble is kept; disposing of them fails if there was one. */
export async function inviteVisitor(browser: Browser, { url, ...options }: VisitorOptions): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...desktop,
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const noticed: string[] = [];
  const expected: RegExp[] = [];
  const origin = new URL(url).origin;
  context.on('weberror', (error) => noticed.push(`script: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error') noticed.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    const address = request.url();
    if (/^https?:/.test(address) && new URL(address).origin !== origin) noticed.push(`asked elsewhere: ${address}`);
  });
  let shown = '';
  const troubles = () => noticed.filter((trouble) => !expected.some((pattern) => pattern.test(trouble)));
  return {
    page,
    context,
    troubles,
    lastSeen: () => shown,
    expectTrouble: (pattern) => void expected.push(pattern),
    async [Symbol.asyncDispose]() {
      shown = `${page.url()}\n${await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String)}`;
      await context.close();
      if (troubles().length > 0) throw new Error(`in the browser:\n${troubles().join('\n')}`);
    },
  };
}

/** Resolves once the whole page has these colours. */
export async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
}

export interface Finding {
  readonly rule: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** What axe finds against WCAG 2.2 A and AA on the page as it is now. */
export async function findBarriers(page: Page): Promise<readonly Finding[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // @ts-expect-error: axe put itself there
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(
      (violation: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }) => ({
        rule: violation.id,
        help: violation.help,
        where: violation.nodes.map(
          ({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary.replaceAll('\n', ' ')}`,
        ),
      }),
    );
  });
}
