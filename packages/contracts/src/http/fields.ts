import { type TSchema, Type } from 'typebox';
import { type IdKind, idPattern } from '../ids.ts';

/** Strict: an unknown field is an error that names it. */
export const strict = { additionalProperties: false } as const;

export const idOf = (kind: IdKind) =>
  Type.String({ pattern: idPattern(kind), description: `The id of a ${kind} (a TypeID)` });

/** RFC 3339. Answers are always UTC with `Z`; any offset is taken. */
export const Instant = Type.String({ format: 'instant', maxLength: 40, description: 'RFC 3339, answered in UTC' });
export const TimeZone = Type.String({ format: 'time-zone', maxLength: 64, description: 'IANA time zone' });
export const CountryCode = Type.String({ format: 'country', description: 'ISO 3166-1 alpha-2' });
export const Currency = Type.String({ format: 'currency', description: 'ISO 4217' });
export const Label = (maxLength = 200) => Type.String({ format: 'label', minLength: 1, maxLength });
export const Text = (maxLength: number) => Type.String({ format: 'text', maxLength });
export const UserId = Type.String({
  format: 'user-id',
  description: 'Any 1–128 visible characters the client chooses',
});
export const Email = Type.String({ format: 'email-address', maxLength: 254 });
export const Version = Type.Integer({ minimum: 0, description: 'The version of the stream this was read at' });

export const Money = Type.Object(
  {
    amount: Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000_000,
      description: 'In minor units: 1999 is USD 19.99, JPY 1999',
    }),
    currency: Currency,
  },
  strict,
);
export type Money = Type.Static<typeof Money>;

/** `next` is the cursor of the following page, or null. */
export const ListOf = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) }, strict);

/** Query strings arrive as text: these are converted by the validator, and still refused when they are no numbers. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
};

/** Long poll: seconds to wait for a change, and the version already known. */
export const WaitQuery = {
  wait: Type.Optional(Type.Number({ minimum: 0, maximum: 25 })),
  after: Type.Optional(Type.Integer({ minimum: 0 })),
};

export const Empty = Type.Object({}, strict);
