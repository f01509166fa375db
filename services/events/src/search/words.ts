/** Accents, vowel points and stretching: what people leave out when they type. */
const marks = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g;
/** Letters that are no letter with an accent to Unicode, but are to whoever has another keyboard. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ĸ: 'k',
  ŧ: 't',
  ς: 'σ',
  ى: 'ي',
  ة: 'ه',
};
const specialLetters = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/** Most text needs none of this. */
// oxlint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/;

/** Scripts that write no spaces between words. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]/gu;

/** One spelling for all spellings of a word: case, accents and widths do not count. */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(specialLetters, (letter) => plainLetters[letter] ?? letter);
}

/**
 * Text as the index takes it. Where a script writes no spaces, each character becomes a word of its own and a search for several
 * is one for a phrase: so 歌舞伎 is found in 東京歌舞伎座 without a dictionary.
 */
export function toIndexText(text: string): string {
  return segment(foldText(text));
}

function segment(folded: string): string {
  if (ascii.test(folded)) return folded;
  return folded.replace(spaceless, ' $& ');
}

/** The words of a search, folded; a word of several parts (歌 舞 伎) stands for a phrase. Punctuation is nothing. */
export function toSearchWords(keyword: string): string[] {
  const words = foldText(keyword).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => segment(word).trim().replace(/ +/g, ' '));
}

/**
 * All words must be there, in any order, the last one perhaps only begun. Every word is quoted: nothing a user types is ever syntax
 * to FTS5. Undefined if there is no word to look for.
 */
export function toMatchExpression(keyword: string): string | undefined {
  const words = toSearchWords(keyword);
  if (words.length === 0) return undefined;
  return `${words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')} *`;
}

/** A tag or a city as others are compared with it. */
export function foldPhrase(tag: string): string {
  return foldText(tag).trim().replace(/\s+/g, ' ');
}
