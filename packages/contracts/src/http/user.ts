import { Type } from 'typebox';
import { Email, Instant, Label, strict, UserId, Version } from './fields.ts';

const userFields = {
  name: Type.Optional(Label()),
  email: Type.Optional(Email),
  language: Type.Optional(Type.String({ format: 'language', maxLength: 35 })),
};

/** Without an `id` the service makes one. */
export const UserBody = Type.Object({ id: Type.Optional(UserId), ...userFields }, strict);
export type UserBody = Type.Static<typeof UserBody>;
export const UserPatch = Type.Partial(Type.Object(userFields, strict), { ...strict, minProperties: 1 });
export type UserPatch = Type.Static<typeof UserPatch>;
export const UserResource = Type.Object(
  {
    id: UserId,
    ...userFields,
    status: Type.Enum(['active', 'erased']),
    createdAt: Instant,
    version: Version,
  },
  strict,
);
export type UserResource = Type.Static<typeof UserResource>;
