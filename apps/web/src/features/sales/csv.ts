/** What a cell holds: text, which comes from anybody; a number of ours; or nothing. */
export type Cell = string | number | undefined;

/** Without it, spreadsheets take the file for another encoding than UTF-8. */
export const byteOrderMark = '\uFEFF';

/** What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), in full width too, and with blanks before it. */
const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/** Text stays text: what would be taken for a formula gets an apostrophe before it, which spreadsheets know. */
export const neutralise = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** One record of RFC 4180, with its end. Text is always quoted, so that no separator a spreadsheet may prefer can split it. */
export const toCsvLine = (cells: readonly Cell[]): string => `${cells.map(toField).join(',')}\r\n`;

function toField(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  return `"${neutralise(cell).replaceAll('"', '""')}"`;
}
