/** The languages that pages come in; the first is for everybody else. */
const languages = ['en', 'de', 'ja', 'ar'] as const;
export type PageLanguage = (typeof languages)[number];

const isLanguage = (text: string | undefined): text is PageLanguage => languages.some((language) => language === text);

/**
 * What a page is written in: `?lang=`, else the cookie that the page's own menu sets, else the browser's wish (RFC 9110, 12.5.4).
 * Reads the raw header list, as the cache does.
 */
export function chooseLanguage(url: string, rawHeaders: readonly string[]): PageLanguage {
  const asked = /[?&]lang=([a-z]{2})(?:&|$)/.exec(url)?.[1];
  if (isLanguage(asked)) return asked;
  let accepted: string | undefined;
  let cookie: string | undefined;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase();
    if (name === 'accept-language') accepted = rawHeaders[at + 1];
    else if (name === 'cookie') cookie = rawHeaders[at + 1];
  }
  const kept = cookie === undefined ? undefined : /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/.exec(cookie)?.[1];
  if (isLanguage(kept)) return kept;
  return accepted === undefined ? 'en' : bestOf(accepted);
}

const chosenMax = 500;
const chosen = new Map<string, PageLanguage>();

/** Browsers send few different headers, so the answers are kept. */
function bestOf(acceptLanguage: string): PageLanguage {
  const known = chosen.get(acceptLanguage);
  if (known !== undefined) return known;
  const ranked = acceptLanguage
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q\s*=\s*/))
    .map(([tag = '', quality = '1']) => ({ language: tag.slice(0, 2).toLowerCase(), quality: Number(quality) || 0 }))
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  const best = ranked.map(({ language }) => language).find(isLanguage) ?? 'en';
  if (chosen.size < chosenMax) chosen.set(acceptLanguage, best);
  return best;
}
