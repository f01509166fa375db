/** The languages that pages come in; the first is for everybody else. */
export const pageLanguages = ['en', 'de', 'ja', 'ar'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

const isLanguage = (text: string | undefined): text is PageLanguage =>
  pageLanguages.some((language) => language === text);

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
  const kept = cookie === undefined ? undefined : /(?:^|; ?)lang=([a-z]{2})(?:;|$)/.exec(cookie)?.[1];
  if (isLanguage(kept)) return kept;
  return accepted === undefined ? 'en' : bestOf(accepted.slice(0, wishLengthMax));
}

/** No browser's list is longer; what stands behind it is not read. */
const wishLengthMax = 256;
const chosenMax = 500;
const chosen = new Map<string, PageLanguage>();

/** Browsers send few different headers, so the answers are kept. */
function bestOf(acceptLanguage: string): PageLanguage {
  const known = chosen.get(acceptLanguage);
  if (known !== undefined) return known;
  const best = acceptLanguage
    .split(',')
    .map(readWish)
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language)
    .find(isLanguage);
  if (chosen.size < chosenMax) chosen.set(acceptLanguage, best ?? 'en');
  return best ?? 'en';
}

/** `de-AT;q=0.7` */
function readWish(text: string): { readonly language: string; readonly quality: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => /^q\s*=/.test(parameter))?.split('=')[1];
  return { language: tag.split('-', 1)[0] ?? '', quality: quality === undefined ? 1 : Number(quality) || 0 };
}
