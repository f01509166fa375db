import { Type } from 'typebox';
import { EventStatus, EventType, Metadata } from '../http/event.ts';
import { Instant, idOf, Label, Money, strict, TimeZone, Version } from '../http/fields.ts';
import { Address, Coordinates } from '../http/location.ts';
import { Policy } from '../http/show.ts';

/** `myevents.location.created|changed`: the whole location. Seating plans stay at home; shows carry their rows. */
export const LocationMessage = Type.Object(
  {
    id: idOf('location'),
    name: Label(),
    address: Address,
    coordinates: Type.Optional(Coordinates),
    timeZone: TimeZone,
    openingHours: Type.Optional(Type.String()),
    halls: Type.Array(
      Type.Object(
        { id: idOf('hall'), name: Label(), location: Type.Optional(Label()), capacity: Type.Integer() },
        strict,
      ),
    ),
    version: Version,
  },
  strict,
);
export type LocationMessage = Type.Static<typeof LocationMessage>;

/** `myevents.event.created|changed|published|cancelled`: the whole event; its shows have messages of their own. */
export const EventMessage = Type.Object(
  {
    id: idOf('event'),
    name: Label(),
    description: Type.Optional(Type.String()),
    type: EventType,
    locationId: idOf('location'),
    /** Minutes. */
    duration: Type.Integer(),
    language: Type.Optional(Type.String()),
    tags: Type.Array(Type.String()),
    metadata: Type.Optional(Metadata),
    status: EventStatus,
    /** The event stream's version, shared by its shows' messages. */
    version: Version,
  },
  strict,
);
export type EventMessage = Type.Static<typeof EventMessage>;

/** `myevents.show.scheduled|changed|cancelled`: the whole show, on its event's stream and with that stream's version. */
export const ShowMessage = Type.Object(
  {
    id: idOf('show'),
    eventId: idOf('event'),
    /** As of this version; a later event message says when it changes. */
    eventStatus: EventStatus,
    locationId: idOf('location'),
    hallId: idOf('hall'),
    status: Type.Enum(['scheduled', 'cancelled']),
    startsAt: Instant,
    endsAt: Instant,
    timeZone: TimeZone,
    doorsAt: Type.Optional(Instant),
    salesOpenAt: Type.Optional(Instant),
    salesCloseAt: Instant,
    policy: Policy,
    tiers: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          price: Money,
          /** Null: seated, the tier is what `rows` gives it. */
          capacity: Type.Union([Type.Integer(), Type.Null()]),
        },
        strict,
      ),
    ),
    /** The seating plan in plan order. `labels` may hold ranges (`1..40`); `tiers` are runs over the labels. */
    rows: Type.Array(
      Type.Object(
        {
          key: Type.String(),
          labels: Type.Array(Type.String()),
          tiers: Type.Array(Type.Tuple([Type.Union([Type.String(), Type.Null()]), Type.Integer()])),
        },
        strict,
      ),
    ),
    version: Version,
  },
  strict,
);
export type ShowMessage = Type.Static<typeof ShowMessage>;

/** `myevents.catalogue.wanted`: a consumer's copy is empty; the present state of everything is published again. */
export const CatalogueWantedMessage = Type.Object({}, strict);
