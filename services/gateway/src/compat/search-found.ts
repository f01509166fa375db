import { type Availability, currencyDigitsOf, type EventHit, strict, unknownCountry } from '@myevents/contracts';
import { Type } from 'typebox';
import type { ApiClient } from '../api-client.ts';
import { callApi, type PointerNames } from './upstream.ts';

const text = (description: string) => Type.Optional(Type.String({ maxLength: 500, description }));

export const FoundQuery = Type.Object(
  {
    api_key: text('Taken and not looked at'),
    user_id: text('Taken and not looked at'),
    keyword: text('Words to look for'),
    lat_long: text('Latitude, longitude: 52.5,13.4'),
    radius: text('25, 25km, 15mi'),
    start_time: text('Milliseconds since 1970, or RFC 3339'),
    end_time: text('Milliseconds since 1970, or RFC 3339'),
    type: text('concert, carnival, circus, …'),
    userPreferences: text('Tags, comma-separated: events that have them come first'),
  },
  strict,
);
export type FoundQuery = Type.Static<typeof FoundQuery>;

export const FoundEvent = Type.Object(
  {
    EventID: Type.String(),
    Title: Type.String(),
    Description: Type.String(),
    Duration: Type.Integer({ description: 'Minutes' }),
    Language: Type.String(),
    ReleaseDate: Type.String({ description: 'The day it was entered' }),
    Country: Type.String(),
    StartTime: Type.Union([Type.String(), Type.Null()]),
    EndTime: Type.Union([Type.String(), Type.Null()]),
    Seats: Type.Array(
      Type.Object(
        {
          Type: Type.String(),
          Price: Type.Number({ description: "In the currency's main unit" }),
          Status: Type.Enum(['Available', 'Held', 'Booked'], {
            description: 'Held: all are taken, some may come free',
          }),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type FoundEvent = Type.Static<typeof FoundEvent>;

/** What the search answers at most, as older clients know no pages. */
const foundMax = 100;

const olderNames: PointerNames = {
  '?latLong': '?lat_long',
  '?startTime': '?start_time',
  '?endTime': '?end_time',
  '?preferences': '?userPreferences',
};

/** `searchEvents`: what the search of the API finds, with the seats of each event's next show. */
export async function searchFound(api: ApiClient, query: FoundQuery): Promise<FoundEvent[]> {
  const path = `/v1/events?${toParameters(query).toString()}`;
  const { items } = await callApi<{ readonly items: readonly EventHit[] }>(api, { method: 'GET', path }, olderNames);
  return Promise.all(items.map(async (event) => toFound(event, await readSeats(api, event))));
}

function toParameters(query: FoundQuery): URLSearchParams {
  const { keyword, lat_long, radius, start_time, end_time, type, userPreferences } = query;
  const parameters = {
    keyword,
    latLong: lat_long?.replaceAll(' ', ''),
    radius: radius?.replaceAll(' ', ''),
    startTime: toInstant(start_time),
    endTime: toInstant(end_time),
    type: type?.toLowerCase(),
    preferences: userPreferences,
    limit: String(foundMax),
  };
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return new URLSearchParams(given);
}

/** Digits are epoch milliseconds; the rest is for the API to judge. */
function toInstant(time: string | undefined): string | undefined {
  if (time === undefined || !/^-?\d{1,15}$/.test(time)) return time;
  const date = new Date(Number(time));
  return Number.isNaN(date.getTime()) ? time : date.toISOString();
}

async function readSeats(api: ApiClient, { nextShow }: EventHit): Promise<FoundEvent['Seats']> {
  if (nextShow === undefined) return [];
  const answer = await api({ method: 'GET', path: `/v1/shows/${nextShow.id}/availability` });
  // The sale may not have heard of the show yet.
  return answer.status === 200 ? (answer.json as Availability).tiers.map(toSeat) : [];
}

function toSeat({
  name,
  price,
  available,
  held,
  reservedForWaitlist,
}: Availability['tiers'][number]): FoundEvent['Seats'][number] {
  const isHeld = held > 0 || reservedForWaitlist > 0;
  return {
    Type: name,
    Price: price.amount / 10 ** (currencyDigitsOf(price.currency) ?? 2),
    Status: available > 0 ? 'Available' : isHeld ? 'Held' : 'Booked',
  };
}

function toFound(event: EventHit, seats: FoundEvent['Seats']): FoundEvent {
  const { nextShow, location, metadata = {} } = event;
  const { countryCode = unknownCountry, region } = location?.address ?? {};
  return {
    EventID: event.id,
    Title: event.name,
    Description: event.description ?? '',
    Duration: event.duration,
    Language: event.language ?? '',
    ReleaseDate: event.createdAt.slice(0, 10),
    Country: metadata['country'] ?? (countryCode === unknownCountry ? (region ?? '') : countryCode),
    StartTime: nextShow?.startsAt ?? event.firstStartsAt ?? null,
    EndTime: nextShow?.endsAt ?? event.lastEndsAt ?? null,
    Seats: seats,
  };
}
