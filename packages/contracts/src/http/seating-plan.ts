import { Type } from 'typebox';
import { Label, strict } from './fields.ts';

/** Lengths are in seat pitches: 1 is the usual distance of two neighbours. */
const Place = (description: string) => Type.Number({ minimum: -10_000, maximum: 10_000, description });
const Length = (description: string) => Type.Number({ minimum: 0.1, maximum: 10_000, description });
const Gap = (description: string) => Type.Number({ minimum: 0.25, maximum: 50, description });

/** The rectangle that the seats look at. */
export const Stage = Type.Object(
  {
    x: Place('Of its centre, growing to the right as the audience sees it'),
    y: Place('Of its centre, growing away from the stage'),
    width: Length('In seat pitches'),
    height: Length('In seat pitches'),
    label: Type.Optional(Label(100)),
  },
  strict,
);
export type Stage = Type.Static<typeof Stage>;

/** Where a section lies and how its rows run. One that has none is laid out by who draws the plan. */
export const SectionShape = Type.Object(
  {
    x: Place('Of the middle of its first row, in seat pitches'),
    y: Place('Of the middle of its first row, in seat pitches; the other rows lie behind it'),
    rotate: Type.Optional(
      Type.Number({ minimum: -180, maximum: 180, description: 'Degrees clockwise about (x, y); 0 if left out' }),
    ),
    bend: Type.Optional(
      Type.Number({
        minimum: -100,
        maximum: 100,
        description:
          'Percent of a half circle that a first row as long as the longest one would make: above 0 its ends come forward, below 0 they go back; 0, straight, if left out. The rows share one centre',
      }),
    ),
    rowGap: Type.Optional(Gap('From row to row, in seat pitches; 1 if left out')),
    seatGap: Type.Optional(Gap('From seat to seat in a row, in seat pitches; 1 if left out')),
  },
  strict,
);
export type SectionShape = Type.Static<typeof SectionShape>;

/** `accessible`: a place for a wheelchair. `companion`: kept for who comes along. `restricted`: one sees less. */
export const seatMarks = ['accessible', 'companion', 'restricted'] as const;
export const SeatMark = Type.Enum(seatMarks);
export type SeatMark = Type.Static<typeof SeatMark>;

export const RowOffset = Type.Number({
  minimum: -1_000,
  maximum: 1_000,
  description: 'How far the row is shifted along itself, in seat pitches; 0, centred, if left out',
});

const Seats = Type.Array(
  Type.String({ pattern: '^[^-/\\p{C}]{1,20}$', description: 'A label, or a range of numbers: `1..40`' }),
  { minItems: 1, maxItems: 1000 },
);

const RowMarks = Type.Object(
  { accessible: Type.Optional(Seats), companion: Type.Optional(Seats), restricted: Type.Optional(Seats) },
  { ...strict, minProperties: 1, description: "Seats of the row; one cannot be a wheelchair's and a companion's both" },
);

const Row = Type.Object(
  {
    name: Type.String({ pattern: '^[^/\\p{C}]{1,20}$', description: 'Unique in the section, without `/`' }),
    seats: Seats,
    offset: Type.Optional(RowOffset),
    marks: Type.Optional(RowMarks),
  },
  strict,
);

const Section = Type.Object(
  {
    name: Type.String({ pattern: '^[^/\\p{C}]{1,40}$', description: 'Unique in the plan, without `/`' }),
    shape: Type.Optional(SectionShape),
    rows: Type.Array(Row, { minItems: 1, maxItems: 500 }),
  },
  strict,
);

/** A hall's seats in the order of the plan. A seat's id is `<section>/<row>-<label>`, a row's key `<section>/<row>`. */
export const SeatingPlan = Type.Object(
  { stage: Type.Optional(Stage), sections: Type.Array(Section, { minItems: 1, maxItems: 200 }) },
  strict,
);
export type SeatingPlan = Type.Static<typeof SeatingPlan>;
