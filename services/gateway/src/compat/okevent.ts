import { Label, strict } from '@myevents/contracts';
import { Type } from 'typebox';

/** Years 1 to 9999. */
const EpochMs = Type.Integer({
  minimum: -62_135_596_800_000,
  maximum: 253_402_300_799_999,
  description: 'Milliseconds since 1970, UTC',
});
const Hour = Type.Integer({ minimum: 0, maximum: 24, description: 'A whole hour' });

const OkHall = Type.Object(
  { name: Label(), location: Type.Optional(Label()), capacity: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  strict,
);

const OkLocation = Type.Object(
  {
    name: Label(),
    address: Label(),
    country: Label(),
    opentime: Type.Optional(Hour),
    closetime: Type.Optional(Hour),
    halls: Type.Array(OkHall, { minItems: 1, maxItems: 100 }),
  },
  strict,
);

const okEventFields = {
  name: Label(),
  startdate: EpochMs,
  enddate: EpochMs,
  duration: Type.Integer({ minimum: 1, maximum: 527_040, description: 'Minutes' }),
  location: OkLocation,
};

/** An event as okevents writes it. */
export const OkEventBody = Type.Object(okEventFields, strict);
export type OkEventBody = Type.Static<typeof OkEventBody>;

/** The same as it is read, with our id. An event that has no show yet has no dates. */
export const OkEvent = Type.Object(
  {
    id: Type.String(),
    ...okEventFields,
    startdate: Type.Union([EpochMs, Type.Null()]),
    enddate: Type.Union([EpochMs, Type.Null()]),
  },
  strict,
);
export type OkEvent = Type.Static<typeof OkEvent>;
