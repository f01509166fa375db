import { type Hands, mouse } from './hands.ts';
import { keys } from './keys.ts';
import { type Language, languageOf } from './texts.ts';

/** Somebody who goes through a journey: what they read, and how they work. */
export interface Person extends Language, Hands {
  readonly how: string;
  readonly locale: string;
  readonly self: string;
  /** What they want to see, and a word of it. */
  readonly event: string;
  readonly keyword: string;
}

export const english: Person = {
  ...languageOf('en'),
  ...mouse,
  how: 'in English',
  locale: 'en-GB',
  self: 'Ada Lovelace',
  event: 'Songs by moonlight',
  keyword: 'moonlight',
};

const others: readonly Person[] = [
  {
    ...languageOf('ja'),
    ...mouse,
    how: 'in Japanese',
    locale: 'ja-JP',
    self: '紫式部',
    event: '月の光コンサート',
    keyword: '月の光',
  },
  {
    ...languageOf('ar'),
    ...keys,
    how: 'from right to left, by keys alone',
    locale: 'ar',
    self: 'فيروز',
    event: 'أمسية ضوء القمر',
    keyword: 'القمر',
  },
];

/** Everybody gets to the end of every journey. What it runs on is the same to all of them: on separate processes one is enough. */
export const people: readonly Person[] = process.env['BROWSER_PAIR'] === undefined ? [english, ...others] : [english];
