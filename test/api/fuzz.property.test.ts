import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { mistakes, placesIn, valuesOf } from './bodies.ts';
import { createEvent, createLocation, dayMs, hallOf, inMs, openSale } from './catalogue.ts';
import { type OpenApi, type Reference, type Route, readReference } from './documented.ts';
import { withAt } from './pointer.ts';
import { hold } from './sale.ts';
import { type Answer, send, url } from './subject.ts';

/** Of each operation; fast-check prints the seed of a failure. */
const runs = 60;

let reference: Reference;
let document: OpenApi;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  reference = await readReference(url);
  ({ document } = reference);
  const [changing, selling] = [await openSale(), await openSale()];
  const { id: bookingId, userId } = await hold(selling.show.id);
  const { location, event, show } = changing;
  ids = {
    locationId: location.id,
    hallId: hallOf(location),
    eventId: event.id,
    showId: show.id,
    sellingId: selling.show.id,
    bookingId,
    userId,
    id: event.id,
    name: 'fuzzed',
  };
});

/** What sells is not what is changed, or soon nothing would be sold any more. */
function pathOf({ path, operation: { operationId } }: Route): string {
  const isSale = operationId === 'holdTickets' || operationId === 'joinWaitlist';
  const nameOf = (name: string) => (isSale && name === 'showId' ? 'sellingId' : name);
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[nameOf(name)] ?? 'unknown'));
}

const daysFromNow = (from: number, to: number) => fc.integer({ min: from, max: to }).map((days) => inMs(days * dayMs));

/** Bodies by the schema, with ids of things that are there and times in their order. */
function bodiesOf({ operation }: Route): fc.Arbitrary<unknown> {
  const schema = operation.requestBody?.content['application/json']?.schema ?? {};
  const { locationId = '', hallId = '', id = '' } = ids;
  if (operation.operationId === 'bookSeats') return valuesOf(schema, document);
  return valuesOf(schema, document, {
    ...(operation.operationId === 'createUser' ? { id: fc.uuid() } : {}),
    locationId: fc.constant(locationId),
    hallId: fc.constant(hallId),
    eventId: fc.constant(id),
    tier: fc.constantFrom('regular', 'vip', 'box'),
    token: fc.constantFrom('tok_ok', 'tok_declined', 'tok'),
    method: fc.constantFrom('test', 'free', 'gold'),
    salesOpenAt: daysFromNow(-9, -1),
    salesCloseAt: daysFromNow(1, 90),
    cancellableUntil: daysFromNow(1, 90),
    doorsAt: daysFromNow(1, 90),
    startsAt: daysFromNow(100, 200),
    endsAt: daysFromNow(200, 300),
    currency: fc.constant('EUR'),
    capacity: fc.integer({ min: 1, max: 300 }),
    seats: fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 5 }).map((seats) => seats.map((seat) => `A-${seat}`)),
  });
}

/** A body with one of its places taken away, added to, or filled with something else. */
function nearlyValid(bodies: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return bodies.chain((body) => {
    const places = placesIn(body);
    const changed = fc
      .tuple(fc.constantFrom(...places), fc.oneof(fc.constant(undefined), mistakes))
      .map(([at, value]) => withAt(body, at, at === '' && value === undefined ? null : value));
    const added = fc
      .tuple(fc.constantFrom(...places), fc.constantFrom('extra', 'constructor', 'toString', 'a/b~c'), mistakes)
      .filter(([at]) => isObject(at === '' ? body : readAt(body, at)))
      .map(([at, name, value]) => withAt(body, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, value));
    return fc.oneof({ arbitrary: changed, weight: 4 }, { arbitrary: added, weight: 1 });
  });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readAt(body: unknown, pointer: string): unknown {
  const tokens = pointer.slice(1).split('/');
  return tokens.reduce<unknown>((value, token) => {
    return Object(value)[token.replaceAll('~1', '/').replaceAll('~0', '~')] as unknown;
  }, body);
}

/** That the platform and its reference agree about a body, whatever else the platform has to say of it. */
function judge(route: Route, body: unknown, answer: Answer): void {
  const isTaken = reference.takesBody(route, JSON.parse(JSON.stringify(body)) as unknown);
  const { code, errors = [] } = (answer.body ?? {}) as { code?: string; errors?: readonly unknown[] };
  const told = { body, status: answer.status, code };
  expect(answer.status, JSON.stringify(told)).not.toBe(500);
  if (answer.status < 300) expect(isTaken, JSON.stringify(told)).toBe(true);
  if (isTaken) return;
  expect([400, 413], JSON.stringify(told)).toContain(answer.status);
  if (code === 'validation-failed') expect(errors.length, JSON.stringify(told)).toBeGreaterThan(0);
}

const operations = [
  'createLocation',
  'changeLocation',
  'createEvent',
  'changeEvent',
  'scheduleShow',
  'changeShow',
  'holdTickets',
  'joinWaitlist',
  'payBooking',
  'createUser',
  'changeUser',
  'createOkEvent',
  'bookSeats',
  'reserveTickets',
] as const;

it.each(operations)('%s takes what the reference describes, and refuses everything near it in words', async (name) => {
  const route = reference.routes.find(({ operation }) => operation.operationId === name);
  if (route === undefined) throw new Error(`the reference has no ${name}`);
  const bodies = bodiesOf(route);
  const path = pathOf(route);
  const property = fc.asyncProperty(fc.oneof({ arbitrary: nearlyValid(bodies), weight: 4 }, bodies), async (body) => {
    judge(route, body, await send({ method: route.method, path, raw: JSON.stringify(body) }));
  });
  await fc.assert(property, { numRuns: runs, timeout: 30_000 });
});

it('knows of every operation that takes a body', () => {
  const withBody = reference.routes.filter(({ operation }) => operation.requestBody !== undefined);
  const known: readonly string[] = [...operations, 'publishEvent', 'cancelEvent', 'cancelShow', 'extendHold'];
  expect(withBody.map(({ operation }) => operation.operationId).filter((name) => !known.includes(name))).toEqual([]);
});

const numberLike = fc.oneof(fc.integer().map(String), fc.double().map(String), fc.constantFrom('', '1e3', '0x1', '١'));
const queryTexts = fc.oneof(numberLike, fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('true', 'null'));

it('answers every query string in words', async () => {
  const lists = reference.routes.filter(
    ({ method, operation }) => method === 'GET' && operation.parameters !== undefined,
  );
  const wishes = fc.constantFrom(...lists).chain((route) => {
    const names = (route.operation.parameters ?? [])
      .filter(({ in: where }) => where === 'query')
      .map(({ name }) => name);
    const name = fc.oneof(fc.constantFrom(...names, 'unknown'), fc.string({ maxLength: 5 }));
    return fc.tuple(fc.constant(route), fc.array(fc.tuple(name, queryTexts), { maxLength: 3 }));
  });
  const property = fc.asyncProperty(wishes, async ([route, parameters]) => {
    if (route.path.endsWith('/stream') || parameters.some(([name]) => name === 'wait')) return;
    const query = new URLSearchParams(parameters.map(([name, text]) => [name.toWellFormed(), text.toWellFormed()]));
    const { status } = await send({ method: 'GET', path: `${pathOf(route)}?${query.toString()}` });
    expect(status).not.toBe(500);
  });
  await fc.assert(property, { numRuns: 400, timeout: 30_000 });
});

it('lets the platform be as it was', async () => {
  const location = await createLocation();
  await createEvent(location.id);
});
