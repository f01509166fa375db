import { isReached, type Row } from './row.ts';

const head = ['', 'what', 'value', 'baseline', 'ratio', 'target', 'reached', 'note'] as const;

function cellsOf(row: Row): string[] {
  const { measure, what, value, unit, baseline, ratio, target, note = '' } = row;
  const reached = isReached(row);
  const sign = target?.is === 'at least' ? '≥' : '≤';
  return [
    measure,
    what,
    `${toFigure(value)} ${unit}`,
    baseline === undefined ? '' : toFigure(baseline),
    ratio === undefined ? '' : `${ratio.toFixed(2)}×`,
    target === undefined ? '' : `${sign} ${toFigure(target.limit)}${target.of === 'ratio' ? '×' : ''}`,
    reached === undefined ? '' : reached ? 'yes' : 'NO',
    note,
  ];
}

/** A table in Markdown, lined up so that it can be read as it is. */
export function toTable(rows: readonly Row[]): string {
  const lines = [[...head], ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 2 && column <= 5;
  const toLine = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, isNumber(column))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (isNumber(column) ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  const [first = [], ...rest] = lines.map(toLine);
  return [first, rule, ...rest].join('\n');
}

function pad(text: string, width: number, toRight: boolean): string {
  return toRight ? text.padStart(width) : text.padEnd(width);
}

/** Three figures are all that such measurements are good for. */
function toFigure(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
