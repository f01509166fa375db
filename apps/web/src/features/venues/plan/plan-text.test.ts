import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberings, numberSeats } from './number-seats.ts';
import { planMistakes } from './plan-mistakes.ts';
import { bounds, type SeatingPlan } from './plan-parts.ts';
import { readPlanText } from './read-plan-text.ts';
import { compactLabels } from './seat-labels.ts';
import { writePlanText } from './write-plan-text.ts';

const guides = import.meta.glob<string>('../../../../../../docs/guides/seat-plan-text.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const example = `stage Main stage at 0 -5 size 20 4

section Stalls at 0 2 bend 12
  A 1..40 accessible 1..3 companion 4 restricted 39 40
  B..D 1..42
  E 1..20 23..42 offset 0.5

section "Look at me" at -20 14.5 rotate -30 row-gap 1.2 seat-gap 0.9
  "Row 1" W 1..6 "box 2"

section Standing seats
  1..3 8..1
`;
const plan: SeatingPlan = {
  stage: { x: 0, y: -5, width: 20, height: 4, label: 'Main stage' },
  sections: [
    {
      name: 'Stalls',
      shape: { x: 0, y: 2, bend: 12 },
      rows: [
        { name: 'A', seats: ['1..40'], marks: { accessible: ['1..3'], companion: ['4'], restricted: ['39', '40'] } },
        { name: 'B', seats: ['1..42'] },
        { name: 'C', seats: ['1..42'] },
        { name: 'D', seats: ['1..42'] },
        { name: 'E', seats: ['1..20', '23..42'], offset: 0.5 },
      ],
    },
    {
      name: 'Look at me',
      shape: { x: -20, y: 14.5, rotate: -30, rowGap: 1.2, seatGap: 0.9 },
      rows: [{ name: 'Row 1', seats: ['W', '1..6', 'box 2'] }],
    },
    {
      name: 'Standing seats',
      rows: [
        { name: '1', seats: ['8..1'] },
        { name: '2', seats: ['8..1'] },
        { name: '3', seats: ['8..1'] },
      ],
    },
  ],
};

const odd = fc.constantFrom('"', '\\', '#', ',', ' ', 'ä', '席', '\u00a0', 'at', 'offset', '..', "'", '1', 'A');
const word = (most: number, banned: RegExp) =>
  fc
    .oneof(
      fc.array(odd, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
      fc.string({ minLength: 1, maxLength: most, unit: 'grapheme' }),
      fc.constantFrom('section', 'stage', 'companion', 'size', 'Row 1', 'A', '7'),
    )
    .filter((text) => Array.from(text).length <= most && !banned.test(text));
const names = (most: number) => word(most, /[/\p{C}]/u);
const label = fc.oneof(fc.nat(99).map(String), word(20, /[-/\p{C}]|\.\./u));
const number = ([min, max]: readonly [number, number]) =>
  fc.oneof(
    fc.integer({ min: Math.ceil(min), max }),
    fc.double({ min, max, noNaN: true }).map((value) => value + 0),
  );
const optional = <Value>(arbitrary: fc.Arbitrary<Value>, field: string) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [field]: value }));

const marks = (labels: readonly string[]) =>
  fc.subarray([...labels]).chain((restricted) =>
    fc.subarray([...labels]).map((accessible) => {
      const companion = labels.filter((one) => !accessible.includes(one)).slice(0, 2);
      const given = Object.entries({ accessible, companion, restricted }).filter(([, seats]) => seats.length > 0);
      return Object.fromEntries(given.map(([mark, seats]) => [mark, compactLabels(seats)]));
    }),
  );

const stepped = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...numberings));
const labelLists = fc.oneof(
  fc.uniqueArray(label, { minLength: 1, maxLength: 8 }),
  stepped.map(([count, numbering]) => [...numberSeats(count, numbering), 'W']),
);
const row = labelLists.chain((labels) =>
  fc
    .tuple(names(20), optional(number(bounds.offset), 'offset'), optional(marks(labels), 'marks'))
    .map(([name, offset, marked]) => ({ name, seats: compactLabels(labels), ...offset, ...marked })),
);
const shape = fc
  .tuple(
    fc.record({ x: number(bounds.place), y: number(bounds.place) }),
    optional(number(bounds.rotate), 'rotate'),
    optional(number(bounds.bend), 'bend'),
    optional(number(bounds.gap), 'rowGap'),
    optional(number(bounds.gap), 'seatGap'),
  )
  .map((parts) => Object.assign({}, ...parts));
const section = fc
  .tuple(
    names(40),
    optional(shape, 'shape'),
    fc.uniqueArray(row, { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
  )
  .map(([name, shaped, rows]) => ({ name, ...shaped, rows }));
const stage = fc
  .tuple(
    fc.record({
      x: number(bounds.place),
      y: number(bounds.place),
      width: number(bounds.length),
      height: number(bounds.length),
    }),
    optional(names(30), 'label'),
  )
  .map((parts) => Object.assign({}, ...parts));
const plans: fc.Arbitrary<SeatingPlan> = fc
  .tuple(
    optional(stage, 'stage'),
    fc.uniqueArray(section, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
  )
  .map(([staged, sections]) => ({ ...staged, sections }))
  .filter((one) => planMistakes(one).length === 0);

describe('a plan as text', () => {
  it('is read as it is meant', () => {
    expect(readPlanText(example)).toEqual({ plan, mistakes: [] });
  });

  it('is written as people would', () => {
    expect(writePlanText(plan)).toBe(example);
  });

  it('comes back as the same plan, whatever it has', () => {
    fc.assert(
      fc.property(plans, (given) => {
        expect(readPlanText(writePlanText(given))).toEqual({ plan: given, mistakes: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('comes back as the same text once it was written, however it was laid out before', () => {
    const spaces = fc.constantFrom(' ', '   ', '\t');
    const ends = fc.constantFrom('\n', '\r\n', '   \n\n', ' # a remark, "quoted\n');
    fc.assert(
      fc.property(plans, spaces, ends, (given, space, end) => {
        const text = writePlanText(given);
        const untidy = text.replaceAll(/^ {2}/gm, space).replaceAll('\n', end);
        const read = readPlanText(untidy).plan;
        expect(read).toEqual(given);
        expect(read && writePlanText(read)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it('takes commas between seats, and remarks', () => {
    const { plan: read } = readPlanText('# The small hall\nsection Hall\nA 1..3,5, 7 accessible 1,2 # ramp\n');
    expect(read?.sections[0]?.rows).toEqual([
      { name: 'A', seats: ['1..3', '5', '7'], marks: { accessible: ['1', '2'] } },
    ]);
  });

  it('writes odd and even numbers in steps', () => {
    const text = 'section Hall\n  A 9..1/2 2..10/2 W 12 14\n';
    const seats = ['9', '7', '5', '3', '1', '2', '4', '6', '8', '10', 'W', '12', '14'];
    const { plan: read } = readPlanText(text);
    expect(read?.sections[0]?.rows).toEqual([{ name: 'A', seats }]);
    expect(read && writePlanText(read)).toBe(text);
  });

  it('is what the guide shows', () => {
    const [guide = ''] = Object.values(guides);
    const blocks = [...guide.matchAll(/```text\n(.*?)```/gs)].map(([, block]) => block ?? '');
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(readPlanText(block).mistakes, block).toEqual([]);
  });
});

describe('mistakes', () => {
  it.each([
    ['A 1..4', 1, 'rowOutside'],
    ['section Hall\n  A', 2, 'seatsMissing'],
    ['section Hall at 0\n  A 1', 1, 'numberMissing'],
    ['section Hall at 0 0 bend much\n  A 1', 1, 'numberMissing'],
    ['section Hall at 0 0 bend 150\n  A 1', 1, 'numberRange'],
    ['section Hall at 0 0 0\n  A 1', 1, 'wordUnknown'],
    ['section Hall at 0 0 at 1 1\n  A 1', 1, 'wordTwice'],
    ['section Hall rotate 30\n  A 1', 1, 'numberMissing'],
    ['section at 0 0\n  A 1', 1, 'sectionNameMissing'],
    ['section Hall\n  A 1\n\nsection Hall\n  A 1', 4, 'sectionTwice'],
    ['section Hall\nsection Other\n  A 1', 1, 'sectionEmpty'],
    ['section A/B\n  A 1', 1, 'sectionName'],
    ['section Hall\n  A 1\n  A 2', 3, 'rowTwice'],
    ['section Hall\n  A..C 1\n  B 2', 3, 'rowTwice'],
    ['section Hall\n  C..A 1', 2, 'rowRange'],
    ['section Hall\n  A 1..x', 2, 'seatRange'],
    ['section Hall\n  A 1-4', 2, 'seatLabel'],
    ['section Hall\n  A 1..8/2', 2, 'seatStep'],
    ['section Hall\n  A 1..9/x', 2, 'seatStep'],
    ['section Hall\n  A 1..4 2', 2, 'seatTwice'],
    ['section Hall\n  A 1..4 accessible 5', 2, 'markUnknown'],
    ['section Hall\n  A 1..4 accessible 1 1', 2, 'markTwice'],
    ['section Hall\n  A 1..4 accessible 1 companion 1', 2, 'markBoth'],
    ['section Hall\n  A 1..4 companion', 2, 'marksMissing'],
    ['section Hall\n  "A 1..4', 2, 'unclosedQuote'],
    ['section Hall\n  "A"B 1..4', 2, 'afterQuote'],
    ['stage at 0 0\nsection Hall\n  A 1', 1, 'stageIncomplete'],
    ['stage at 0 0 size 1 1\nstage at 0 0 size 1 1', 2, 'stageTwice'],
    ['', 0, 'noSection'],
  ])('in %j are found in line %i: %s', (text, line, code) => {
    const read = readPlanText(text);
    expect(read.plan).toBeUndefined();
    expect(read.mistakes[0]).toMatchObject({ line, code });
  });

  it('are all named, and rows below a section that could not be read are not among them', () => {
    const { mistakes } = readPlanText('section Hall at x 0\n  A 1..4\nsection Other\n  A\n  B 1 offset z');
    expect(mistakes.map(({ line, code }) => [line, code])).toEqual([
      [1, 'numberMissing'],
      [4, 'seatsMissing'],
      [5, 'numberMissing'],
    ]);
  });

  it('are never a crash', () => {
    const piece = fc.constantFrom(
      'section',
      'stage',
      ' ',
      '\n',
      '"',
      '..',
      'at',
      '1',
      'A',
      ',',
      '#',
      '\\',
      '-',
      'size',
      'companion',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { plan: read, mistakes } = readPlanText(pieces.join(''));
        expect(read === undefined).toBe(mistakes.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
