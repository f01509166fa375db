import type { PageLanguage } from './language.ts';
import type { WebSettings } from './web-app.ts';

/** A page without content, for when none could be rendered: the browser does all of it. Its data block is as the app writes it. */
export function toFrame(template: string, language: PageLanguage, settings: WebSettings): string {
  const data = { language, settings, messages: {}, queries: { mutations: [], queries: [] } };
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
  const parts = {
    '<html lang="en" dir="ltr">': `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`,
    '<!--head-->': '<title>MyEvents</title>',
    '<!--app-->': '',
    '<!--data-->': `<script type="application/json" id="page-data">${json}</script>`,
  };
  return Object.entries(parts).reduce((text, [mark, part]) => text.replace(mark, () => part), template);
}
