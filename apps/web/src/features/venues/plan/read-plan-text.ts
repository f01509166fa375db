import { nextName } from './number-seats.ts';
import { type PlanMistakeCode, planMistakes } from './plan-mistakes.ts';
import {
  bounds,
  limits,
  type Row,
  type SeatingPlan,
  type Section,
  type SectionShape,
  type Stage,
} from './plan-parts.ts';
import { readTokens, type Token, type TokenMistake } from './plan-tokens.ts';
import { expandSteps, looksLikeRange, rowWords, sectionWords, shapeWords, stageWords } from './plan-words.ts';
import { isRangeEnd } from './write-plan-text.ts';

export type TextMistakeCode =
  | PlanMistakeCode
  | TokenMistake
  | 'rowOutside'
  | 'stageTwice'
  | 'wordTwice'
  | 'numberMissing'
  | 'numberRange'
  | 'wordUnknown'
  | 'stageIncomplete'
  | 'rowRange'
  | 'seatStep'
  | 'marksMissing';

export interface TextMistake {
  /** From 1; 0 where it is about the whole. */
  readonly line: number;
  readonly code: TextMistakeCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface ReadPlan {
  /** Only without mistakes. */
  readonly plan?: SeatingPlan;
  readonly mistakes: readonly TextMistake[];
}

/** What a line cannot be, thrown to where its number is known. */
class LineMistake extends Error {
  readonly code: TextMistakeCode;
  readonly values: TextMistake['values'];

  constructor(code: TextMistakeCode, values: TextMistake['values'] = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/** Reads what `writePlanText` writes, and what people write: docs/guides/seat-plan-text.md. */
export function readPlanText(text: string): ReadPlan {
  const mistakes: TextMistake[] = [];
  const sections: (Section & { readonly line: number; readonly rowLines: number[] })[] = [];
  let stage: Stage | undefined;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    try {
      readLine(line, index + 1);
    } catch (error) {
      if (!(error instanceof LineMistake)) throw error;
      mistakes.push({ line: index + 1, code: error.code, values: error.values });
    }
  }
  const plan: SeatingPlan = {
    ...(stage === undefined ? {} : { stage }),
    sections: sections.map(({ line: _line, rowLines: _rowLines, ...section }) => section),
  };
  if (mistakes.length === 0) {
    for (const { code, values, section, row } of planMistakes(plan)) {
      const found = sections[section ?? -1];
      mistakes.push({ line: found?.rowLines[row ?? -1] ?? found?.line ?? 0, code, values });
    }
  }
  return mistakes.length === 0 ? { plan, mistakes } : { mistakes };

  function readLine(line: string, number: number): void {
    const tokens = readTokens(line);
    if (typeof tokens === 'string') throw new LineMistake(tokens);
    const [first, ...others] = tokens;
    if (first === undefined) return;
    if (isWord(first, ['stage'])) {
      if (stage !== undefined) throw new LineMistake('stageTwice');
      stage = readStage(others);
    } else if (isWord(first, ['section'])) {
      sections.push({ ...readSection(others), line: number, rowLines: [] });
    } else {
      const section = sections.at(-1);
      // Where a section could not be read, its rows are not to blame.
      if (section === undefined && mistakes.length > 0) return;
      if (section === undefined) throw new LineMistake('rowOutside', { word: first.text });
      const rows = readRows(first, others);
      if (section.rows.length + rows.length > limits.rows)
        throw new LineMistake('tooManyRows', { section: section.name, most: limits.rows });
      section.rows.push(...rows);
      section.rowLines.push(...rows.map(() => number));
    }
  }
}

const isWord = ({ text, isQuoted }: Token, words: readonly string[]): boolean => !isQuoted && words.includes(text);

/** The words of a line in parts: what stands before the first of the format's own words, and what follows each of them. */
function toParts(tokens: readonly Token[], words: readonly string[]) {
  const head: Token[] = [];
  const parts = new Map<string, Token[]>();
  let current = head;
  for (const token of tokens) {
    if (!isWord(token, words)) current.push(token);
    else if (parts.has(token.text)) throw new LineMistake('wordTwice', { word: token.text });
    else {
      current = [];
      parts.set(token.text, current);
    }
  }
  return { head, parts };
}

function readStage(tokens: readonly Token[]): Stage {
  const { head, parts } = toParts(tokens, stageWords);
  const [place, size] = [parts.get('at'), parts.get('size')];
  if (place === undefined || size === undefined) throw new LineMistake('stageIncomplete');
  const [x, y] = readNumbers('at', place, { count: 2, range: bounds.place, words: stageWords });
  const [width, height] = readNumbers('size', size, { count: 2, range: bounds.length, words: stageWords });
  const label = toName(head);
  return { x: x ?? 0, y: y ?? 0, width: width ?? 1, height: height ?? 1, ...(label === '' ? {} : { label }) };
}

function readSection(tokens: readonly Token[]): Section {
  const { head, parts } = toParts(tokens, sectionWords);
  const place = parts.get('at');
  const turns = Object.entries(shapeWords).flatMap(([word, { field, range }]) => {
    const given = parts.get(word);
    if (given === undefined) return [];
    const [value] = readNumbers(word, given, { count: 1, range, words: sectionWords });
    return [[field, value] as const];
  });
  if (place === undefined) {
    if (turns.length > 0) throw new LineMistake('numberMissing', { word: 'at', count: 2 });
    return { name: toName(head), rows: [] };
  }
  const [x, y] = readNumbers('at', place, { count: 2, range: bounds.place, words: sectionWords });
  const shape: SectionShape = { x: x ?? 0, y: y ?? 0, ...Object.fromEntries(turns) };
  return { name: toName(head), shape, rows: [] };
}

const toName = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

interface Numbers {
  readonly count: number;
  readonly range: readonly [number, number];
  /** What else may stand there. */
  readonly words: readonly string[];
}

function readNumbers(word: string, tokens: readonly Token[], { count, range, words }: Numbers): readonly number[] {
  const numbers = tokens
    .slice(0, count)
    .map(({ text }) => (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN));
  if (numbers.length < count || numbers.some((number) => Number.isNaN(number))) {
    throw new LineMistake('numberMissing', { word, count });
  }
  const [least, most] = range;
  if (numbers.some((number) => number < least || number > most))
    throw new LineMistake('numberRange', { word, least, most });
  const unknown = tokens[count];
  if (unknown !== undefined) throw new LineMistake('wordUnknown', { word: unknown.text, known: words.join(', ') });
  return numbers.map((number) => number + 0);
}

function readRows(first: Token, others: readonly Token[]): readonly Row[] {
  const { head, parts } = toParts(others, rowWords);
  const names = readRowNames(first);
  const seats = toSeats(head);
  if (seats.length === 0) throw new LineMistake('seatsMissing', { row: first.text });
  const offset = parts.get('offset');
  const [shift] =
    offset === undefined ? [] : readNumbers('offset', offset, { count: 1, range: bounds.offset, words: rowWords });
  const marks = [...parts].flatMap(([word, tokens]) => {
    if (word === 'offset') return [];
    if (tokens.length === 0) throw new LineMistake('marksMissing', { word });
    return [[word, toSeats(tokens)] as const];
  });
  return names.map((name) => ({
    name,
    seats: [...seats],
    ...(shift === undefined ? {} : { offset: shift }),
    ...(marks.length === 0 ? {} : { marks: Object.fromEntries(marks) }),
  }));
}

/** `1..3,5` are two, `1..7/2` four. */
function toSeats(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ text, isQuoted }) => {
    if (isQuoted) return [text];
    const words = text.split(',').filter((part) => part !== '');
    return words.flatMap((word) => {
      if (!looksLikeRange(word) || !word.includes('/')) return [word];
      const seats = expandSteps(word, limits.rowSeats);
      if (seats === undefined) throw new LineMistake('seatStep', { seat: word });
      return seats;
    });
  });
}

/** `A..F` are six rows. */
function readRowNames({ text, isQuoted }: Token): readonly string[] {
  if (isQuoted || !looksLikeRange(text)) return [text];
  const [, first = '', last = ''] = /^(.+?)\.\.(.+)$/u.exec(text) ?? [];
  const names = [first];
  if (isRangeEnd(first) && isRangeEnd(last)) {
    for (let name = first; name !== last && names.length < limits.rows; ) {
      name = nextName(name);
      names.push(name);
    }
  }
  if (names.length < 2 || names.at(-1) !== last) throw new LineMistake('rowRange', { row: text });
  return names;
}
