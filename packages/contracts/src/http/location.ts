import { Type } from 'typebox';
import { CountryCode, Instant, idOf, Label, strict, Text, TimeZone, Version } from './fields.ts';
import { SeatingPlan } from './seating-plan.ts';

export const Address = Type.Object(
  {
    street: Type.Optional(Label()),
    city: Label(),
    region: Type.Optional(Label()),
    postalCode: Type.Optional(Label(32)),
    countryCode: CountryCode,
  },
  strict,
);
export type Address = Type.Static<typeof Address>;

export const Coordinates = Type.Object(
  { latitude: Type.Number({ minimum: -90, maximum: 90 }), longitude: Type.Number({ minimum: -180, maximum: 180 }) },
  strict,
);
export type Coordinates = Type.Static<typeof Coordinates>;

const hallFields = {
  name: Label(),
  location: Type.Optional(Label()),
  capacity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  plan: Type.Optional(SeatingPlan),
};

export const HallBody = Type.Object(hallFields, strict);
export const Hall = Type.Object({ id: idOf('hall'), ...hallFields }, strict);
export type Hall = Type.Static<typeof Hall>;

const locationFields = {
  name: Label(),
  address: Address,
  coordinates: Type.Optional(Coordinates),
  timeZone: TimeZone,
  openingHours: Type.Optional(Text(500)),
};

export const LocationBody = Type.Object(
  { ...locationFields, halls: Type.Array(HallBody, { minItems: 1, maxItems: 100 }) },
  strict,
);
export type LocationBody = Type.Static<typeof LocationBody>;

/** A given list of halls replaces the list: those with a known `id` are changed, those without are new, missing ones go. */
export const LocationPatch = Type.Partial(
  Type.Object(
    {
      ...locationFields,
      halls: Type.Array(Type.Object({ id: Type.Optional(idOf('hall')), ...hallFields }, strict), {
        minItems: 1,
        maxItems: 100,
      }),
    },
    strict,
  ),
  { ...strict, minProperties: 1 },
);
export type LocationPatch = Type.Static<typeof LocationPatch>;

export const Location = Type.Object(
  {
    id: idOf('location'),
    ...locationFields,
    /** Seating plans are large: here a hall says only whether it has one. */
    halls: Type.Array(
      Type.Object(
        {
          id: idOf('hall'),
          name: Label(),
          location: Type.Optional(Label()),
          capacity: hallFields.capacity,
          isSeated: Type.Boolean(),
          plan: Type.Optional(SeatingPlan),
        },
        strict,
      ),
    ),
    createdAt: Instant,
    updatedAt: Instant,
    version: Version,
  },
  strict,
);
export type Location = Type.Static<typeof Location>;
