import { Address, Coordinates, eventTypes, SectionShape, Stage } from '@myevents/contracts';
import { type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import eventsFile from './events.json' with { type: 'json' };
import locationsFile from './locations.json' with { type: 'json' };

const strict = { additionalProperties: false } as const;
const Key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Count = Type.Integer({ minimum: 1 });

/** Row names one by one, or a run of them: letters (`A` to `T`) or numbers (`1` to `14`). */
const RowsEntry = Type.Union([
  Type.Array(Type.String(), { minItems: 1 }),
  Type.Object({ from: Type.String(), to: Type.String() }, strict),
]);

const Seats = Type.Array(Type.String(), { minItems: 1 });
const MarksEntry = Type.Object(
  { accessible: Type.Optional(Seats), companion: Type.Optional(Seats), restricted: Type.Optional(Seats) },
  strict,
);

/** As many sections like this one, `Stalls 1`, `Stalls 2`, …, side by side on a circle about (0, 0) and looking at its middle. */
const RingEntry = Type.Object(
  {
    blocks: Count,
    from: Type.Number({ description: 'Degrees clockwise from below, of the first block' }),
    to: Type.Number({ description: 'Of the last one' }),
    radius: Type.Number({ description: 'Of the first row, in seat pitches' }),
    rowGap: Type.Number(),
  },
  strict,
);
export type RingEntry = Type.Static<typeof RingEntry>;

/** At most one of `shape` and `ring`. `offsets` go round: the first row has the first one, and so on. */
const SectionEntry = Type.Object(
  {
    name: Name,
    rows: RowsEntry,
    seatsPerRow: Type.Union([Count, Type.Array(Count, { minItems: 1 })]),
    shape: Type.Optional(SectionShape),
    ring: Type.Optional(RingEntry),
    offsets: Type.Optional(Type.Array(Type.Number(), { minItems: 1 })),
    marks: Type.Optional(Type.Record(Type.String(), MarksEntry, { description: "By the row's name" })),
  },
  strict,
);
export type SectionEntry = Type.Static<typeof SectionEntry>;

const PlanEntry = Type.Object({ stage: Stage, sections: Type.Array(SectionEntry, { minItems: 1 }) }, strict);
export type PlanEntry = Type.Static<typeof PlanEntry>;

/** Exactly one of `capacity` and `plan`: a seated hall holds as many people as its plan has seats. */
const HallEntry = Type.Object(
  {
    key: Key,
    name: Name,
    location: Name,
    capacity: Type.Optional(Count),
    plan: Type.Optional(PlanEntry),
  },
  strict,
);
export type HallEntry = Type.Static<typeof HallEntry>;

const LocationEntry = Type.Object(
  {
    key: Key,
    name: Name,
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    timeZone: Type.String(),
    address: Address,
    coordinates: Coordinates,
    openingHours: Type.String({ description: 'In the syntax of OpenStreetMap' }),
    halls: Type.Array(HallEntry, { minItems: 1 }),
  },
  strict,
);
export type LocationEntry = Type.Static<typeof LocationEntry>;

/** Exactly one of `capacity` and `sections`, which name sections of the hall's plan as it is written. */
const TierEntry = Type.Object(
  {
    id: Type.Union([Type.Literal('economy'), Type.Literal('regular'), Type.Literal('vip')]),
    name: Type.Optional(Name),
    price: Type.String({ description: "In the currency of the venue's country, with its decimals or fewer" }),
    capacity: Type.Optional(Count),
    sections: Type.Optional(Type.Array(Name, { minItems: 1 })),
  },
  strict,
);
export type TierEntry = Type.Static<typeof TierEntry>;

/** As in the opening hours; the order is that of ISO 8601, Monday first. */
export const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;

/** `count` shows at a local wall time: the first one on the first `weekday`, if given, from `startsInDays` after today on. */
const ShowPattern = Type.Object(
  {
    startsInDays: Type.Integer({ minimum: 1, maximum: 350 }),
    weekday: Type.Optional(Type.Enum(weekdays)),
    time: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
    count: Count,
    everyDays: Count,
  },
  strict,
);
export type ShowPattern = Type.Static<typeof ShowPattern>;

const PolicyEntry = Type.Object(
  {
    holdSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600 })),
    offerSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600 })),
    holdExtensions: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
    maxTicketsPerUser: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    uniqueNames: Type.Optional(Type.Boolean()),
    cancellableHoursBefore: Type.Optional(Count),
  },
  strict,
);

const EventEntry = Type.Object(
  {
    key: Key,
    name: Name,
    type: Type.Enum(eventTypes),
    location: Key,
    hall: Key,
    durationMinutes: Count,
    language: Type.String(),
    description: Type.String({ minLength: 1 }),
    tags: Type.Array(Name, { minItems: 3, maxItems: 6, uniqueItems: true }),
    tiers: Type.Array(TierEntry, { minItems: 1 }),
    shows: Type.Array(ShowPattern, { minItems: 1 }),
    doorsMinutesBefore: Type.Optional(Count),
    salesOpenInDays: Type.Optional(Count),
    salesCloseMinutesBefore: Type.Optional(Count),
    policy: Type.Optional(PolicyEntry),
    sold: Type.Optional(Type.Union([Type.Literal('nearly'), Type.Literal('held')])),
    cancelled: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type EventEntry = Type.Static<typeof EventEntry>;

/** The venues of `locations.json`. */
export const locationEntries: readonly LocationEntry[] = checked(Type.Array(LocationEntry), locationsFile);
/** The events of `events.json`. */
export const eventEntries: readonly EventEntry[] = checked(Type.Array(EventEntry), eventsFile);

function checked<Schema extends TSchema>(schema: Schema, data: unknown): Type.Static<Schema> {
  if (Value.Check(schema, data)) return data;
  const [first] = Value.Errors(schema, data);
  throw new Error(`The demo catalogue is not as it should be: ${first?.instancePath ?? ''} ${first?.message ?? ''}`);
}
