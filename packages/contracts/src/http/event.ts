import { Type } from 'typebox';
import { CountryCode, Instant, idOf, Label, Money, PageQuery, strict, Text, TimeZone, Version } from './fields.ts';
import { Address, Coordinates } from './location.ts';

export const eventTypes = [
  'concert',
  'carnival',
  'circus',
  'play',
  'festival',
  'opera',
  'sport',
  'conference',
  'comedy',
] as const;

/** The types people search by are `eventTypes`; an organizer may use another word. */
export const EventType = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}$',
  description: `One lower-case word, usually one of: ${eventTypes.join(', ')}`,
});

/** What an organizer's own system wants to find again: kept and given back as it is, read by nobody here. */
export const Metadata = Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,39}$' }), Text(500), {
  ...strict,
  maxProperties: 20,
  description: 'Up to 20 texts by name, kept as given',
});

const eventFields = {
  name: Label(),
  description: Type.Optional(Text(10_000)),
  type: EventType,
  locationId: idOf('location'),
  duration: Type.Integer({ minimum: 1, maximum: 527_040, description: 'Minutes' }),
  language: Type.Optional(Type.String({ format: 'language', maxLength: 35 })),
  tags: Type.Optional(Type.Array(Label(40), { maxItems: 30, uniqueItems: true })),
  metadata: Type.Optional(Metadata),
};

export const EventBody = Type.Object(eventFields, strict);
export type EventBody = Type.Static<typeof EventBody>;

export const EventPatch = Type.Partial(EventBody, { ...strict, minProperties: 1 });
export type EventPatch = Type.Static<typeof EventPatch>;

export const EventStatus = Type.Enum(['draft', 'published', 'cancelled']);

export const EventResource = Type.Object(
  {
    id: idOf('event'),
    ...eventFields,
    tags: Type.Array(Label(40)),
    status: EventStatus,
    /** Joined at read from the location's own document. */
    location: Type.Optional(
      Type.Object(
        {
          id: idOf('location'),
          name: Label(),
          address: Address,
          coordinates: Type.Optional(Coordinates),
          timeZone: TimeZone,
        },
        strict,
      ),
    ),
    totalSeats: Type.Integer({ minimum: 0, description: 'Over all its shows that are not cancelled' }),
    showCount: Type.Integer({ minimum: 0 }),
    /** Of its shows that are not cancelled. */
    firstStartsAt: Type.Optional(Instant),
    lastEndsAt: Type.Optional(Instant),
    priceFrom: Type.Optional(Money),
    createdAt: Instant,
    updatedAt: Instant,
    version: Version,
  },
  strict,
);
export type EventResource = Type.Static<typeof EventResource>;

/** One hit: the event, its next show inside the time window asked for, and how far away it is. */
export const EventHit = Type.Object(
  {
    ...EventResource.properties,
    nextShow: Type.Optional(Type.Object({ id: idOf('show'), startsAt: Instant, endsAt: Instant }, strict)),
    distanceKm: Type.Optional(Type.Number({ minimum: 0 })),
  },
  strict,
);
export type EventHit = Type.Static<typeof EventHit>;

const searchFilters = {
  keyword: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  latLong: Type.Optional(
    Type.String({
      pattern: '^-?\\d{1,2}(\\.\\d{1,10})?,-?\\d{1,3}(\\.\\d{1,10})?$',
      description: 'Latitude, then longitude: 52.5,13.4',
    }),
  ),
  radius: Type.Optional(
    Type.String({ pattern: '^\\d{1,5}(\\.\\d{1,3})?(km|mi)?$', description: '25km, 15mi; without a unit km' }),
  ),
  startTime: Type.Optional(Instant),
  endTime: Type.Optional(Instant),
  type: Type.Optional(EventType),
  country: Type.Optional(CountryCode),
  city: Type.Optional(
    Type.String({
      format: 'label',
      minLength: 1,
      maxLength: 200,
      description: 'The whole name; case and accents do not count: koln finds Köln',
    }),
  ),
  locationId: Type.Optional(idOf('location')),
  preferences: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'Tags, comma-separated: events that have them come first',
    }),
  ),
};

export const EventSearchQuery = Type.Object(
  {
    ...searchFilters,
    sort: Type.Optional(Type.Enum(['relevance', 'time', 'distance'])),
    ...PageQuery,
  },
  strict,
);
export type EventSearchQuery = Type.Static<typeof EventSearchQuery>;

/** The same filters as a search; `preferences` only order hits and change no number. */
export const EventFacetsQuery = Type.Object(searchFilters, strict);
export type EventFacetsQuery = Type.Static<typeof EventFacetsQuery>;

const Count = Type.Integer({ minimum: 0 });
const FacetValue = Type.Object({ value: Type.String(), count: Count }, strict);

export const EventFacets = Type.Object(
  {
    total: Type.Integer({ minimum: 0, description: 'Events that a search with the same filters finds' }),
    types: Type.Array(FacetValue, { description: 'Without the filter on the type; the most frequent first' }),
    countries: Type.Array(FacetValue, { description: 'Without the filter on the country; the most frequent first' }),
    cities: Type.Array(
      Type.Object(
        { city: Label(), countryCode: CountryCode, count: Count, coordinates: Type.Optional(Coordinates) },
        strict,
      ),
      {
        maxItems: 50,
        description:
          'Without the filter on the city; the most frequent first. Coordinates are those of one of the locations there',
      },
    ),
  },
  strict,
);
export type EventFacets = Type.Static<typeof EventFacets>;

/** For organizers: events in any state. */
export const EventListQuery = Type.Object(
  { status: Type.Optional(EventStatus), locationId: Type.Optional(idOf('location')), ...PageQuery },
  strict,
);
export type EventListQuery = Type.Static<typeof EventListQuery>;
