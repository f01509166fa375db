/** What the app speaks. Each has every message. */
export const languages = ['en', 'de', 'ja', 'ar'] as const;
export type Language = (typeof languages)[number];

/** In themselves, as a menu shows them. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  ja: '日本語',
  ar: 'العربية',
};

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

export function isLanguage(text: unknown): text is Language {
  return languages.some((language) => language === text);
}
