import { type EventResource, type Location, unknownCountry } from '@myevents/contracts';
import type { ApiClient } from '../api-client.ts';
import type { OkEvent, OkEventBody } from './okevent.ts';
import { toLocationBody } from './place.ts';
import { callApi, type PointerNames } from './upstream.ts';

const minuteMs = 60_000;
const locationNames: PointerNames = { '/name': '/location/name', '/address/city': '/location/address' };
const showNames: PointerNames = { '/startsAt': '/startdate', '/endsAt': '/enddate' };

/**
 * Saves the event with its location and halls, published, with one show in each hall: tier `regular`, price 0 USD. What is given is given
 * back as it was. With an Idempotency-Key a repetition goes on where the first attempt stopped.
 */
export async function createOkEvent(
  api: ApiClient,
  body: OkEventBody,
  idempotencyKey: string | undefined,
): Promise<OkEvent> {
  const post = <Json>(path: string, json: unknown, step: string, names: PointerNames = {}) =>
    callApi<Json>(api, { method: 'POST', path, body: json, headers: keyOf(idempotencyKey, step) }, names);
  const place = toLocationBody(body.location);
  const location = await post<Location>('/v1/locations', place, 'location', locationNames);
  const event = await post<EventResource>('/v1/events', toEventBody(body, location), 'event');
  for (const [index, { id: hallId, capacity }] of location.halls.entries()) {
    const show = { hallId, ...toTimes(body), tiers: [{ id: 'regular', name: 'Regular', price: free, capacity }] };
    await post(`/v1/events/${event.id}/shows`, show, `show-${index}`, showNames);
  }
  await post(`/v1/events/${event.id}/publish`, {}, 'publish');
  return { id: event.id, ...body };
}

const free = { amount: 0, currency: 'USD' };

function toEventBody(
  { name, duration, startdate, enddate, location: { country } }: OkEventBody,
  { id, address }: Location,
) {
  const isKept = address.countryCode === country || address.countryCode === unknownCountry;
  const metadata = { startdate: String(startdate), enddate: String(enddate), ...(isKept ? {} : { country }) };
  return { name, type: 'event', locationId: id, duration, metadata };
}

/** The show ends with the event, or after its duration where that is not later than its start. */
function toTimes({ startdate, enddate, duration }: OkEventBody) {
  const end = enddate > startdate ? enddate : startdate + duration * minuteMs;
  return { startsAt: new Date(startdate).toISOString(), endsAt: new Date(end).toISOString() };
}

/** A key of its own for each step, so that each can be repeated. */
function keyOf(key: string | undefined, step: string): Readonly<Record<string, string>> {
  return key === undefined ? {} : { 'idempotency-key': `${step}:${key}` };
}
