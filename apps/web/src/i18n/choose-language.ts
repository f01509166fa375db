import type { Language } from './languages.ts';

const yearSeconds = 31_536_000;

/** From now on this browser gets its pages in `language`; the present one is loaded anew. */
export function chooseLanguage(language: Language): void {
  document.cookie = `lang=${language}; path=/; max-age=${yearSeconds}; samesite=lax`;
  const url = new URL(location.href);
  url.searchParams.delete('lang');
  location.replace(url);
}
