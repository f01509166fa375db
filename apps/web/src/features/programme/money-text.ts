import { currencyDigits } from '../../i18n/currency-digits.ts';

export type AmountMistake = 'amountMissing' | 'amountUnclear' | 'amountDecimals' | 'amountLarge';

const amountMax = 1_000_000_000_000;

/**
 * An amount as people type it, in minor units. A lone separator is read as the language writes it: `1.234` is a thousand and more in
 * German, and one and a bit in English. What can only be meant otherwise (`12,50` in English) is read so.
 */
export function parseAmount(text: string, currency: string, language: string): number | AmountMistake {
  const plain = toPlainDigits(text).replaceAll(/[\s'’\u00a0\u202f]|\p{Sc}/gu, '');
  if (plain === '') return 'amountMissing';
  const parts = splitAmount(plain, language);
  if (parts === undefined) return 'amountUnclear';
  const digits = currencyDigits(currency);
  if (/[1-9]/.test(parts.fraction.slice(digits))) return 'amountDecimals';
  const amount = Number(`${parts.whole}${parts.fraction.slice(0, digits).padEnd(digits, '0')}`);
  return amount > amountMax ? 'amountLarge' : amount;
}

/** The amount as the language writes it, to be edited. */
export function amountText(amount: number, currency: string, language: string): string {
  const digits = currencyDigits(currency);
  return new Intl.NumberFormat(`${language}-u-nu-latn`, {
    minimumFractionDigits: amount % 10 ** digits === 0 ? 0 : digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  }).format(amount / 10 ** digits);
}

function splitAmount(
  text: string,
  language: string,
): { readonly whole: string; readonly fraction: string } | undefined {
  const [decimalAt, group] = decimalOf(text, language);
  const head = decimalAt === undefined ? text : text.slice(0, decimalAt);
  const fraction = decimalAt === undefined ? '' : text.slice(decimalAt + 1);
  const isGrouped = group !== undefined && head.includes(group);
  const pattern = isGrouped ? new RegExp(`^\\d{1,3}(\\${group}\\d{3})+$`) : /^\d*$/;
  if (!pattern.test(head) || !/^\d*$/.test(fraction) || head.length + fraction.length === 0) return undefined;
  return { whole: head.replaceAll(/\D/g, ''), fraction };
}

/** Where the decimal separator stands, if there is one, and which character groups thousands. */
function decimalOf(text: string, language: string): readonly [number | undefined, ('.' | ',') | undefined] {
  const [points, commas] = ['.', ','].map((mark) => text.split(mark).length - 1);
  if (points === 0 && commas === 0) return [undefined, undefined];
  if (points !== 0 && commas !== 0) {
    const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
    return [at, text[at] === '.' ? ',' : '.'];
  }
  const mark = points === 0 ? ',' : '.';
  const isGroupHere = mark !== decimalMark(language);
  const looksGrouped = /^\d{1,3}([.,]\d{3})+$/.test(text);
  if ((isGroupHere && looksGrouped) || text.split(mark).length > 2) return [undefined, mark];
  return [text.indexOf(mark), undefined];
}

function decimalMark(language: string): '.' | ',' {
  const parts = new Intl.NumberFormat(`${language}-u-nu-latn`).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';
}

/** Arabic, Persian and full-width digits and their separators as ASCII. */
function toPlainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
    .replaceAll('、', ',');
}
