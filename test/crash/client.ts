import type { Answer, Api } from '../support/api.ts';
import { type BookingFact, openEnds, type Witness, waitingEnds } from './witness.ts';
import type { Arena } from './world.ts';

export interface ClientOptions {
  readonly api: Api;
  readonly arenas: readonly Arena[];
  readonly witness: Witness;
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number;
  /** Resolves when the server takes requests: closed while it is dead and while facts are being checked. */
  readonly gate: () => Promise<void>;
  readonly isOver: () => boolean;
}

interface BookingBody {
  readonly id: string;
  readonly status: string;
  readonly expiresAt: string;
  readonly tickets: readonly { readonly id: string }[];
}

/** Longer than any engine is away in a test. */
const patienceMs = 120_000;
const pauseMs = 20;

/** A buyer who never gives up on an unanswered request: the same request, with the same key, until there is an answer. */
export async function runClient(options: ClientOptions): Promise<void> {
  while (!options.isOver()) {
    await options.gate();
    await playScene(options);
  }
}

async function playScene(options: ClientOptions): Promise<void> {
  const { arenas, random } = options;
  const arena = pick(arenas, random);
  if (random() < 0.25) return waitInLine(options, arena);
  const fact = await hold(options, arena);
  if (fact) await decideAboutHold(options, fact);
}

/** Sends it until it is answered. 503 says "repeat"; so does a connection that broke. */
async function insist(options: ClientOptions, send: () => Promise<Answer>): Promise<Answer> {
  const until = performance.now() + patienceMs;
  let last: unknown;
  const remember = async () => {
    const answer = await send().catch((error: unknown) => {
      last = error;
      throw error;
    });
    last = answer.body;
    return answer;
  };
  for (;;) {
    const answer = await tryAgain(options, 10, remember);
    if (answer) return answer;
    if (performance.now() > until) {
      throw new Error(`no answer for ${patienceMs} ms, the last one was ${JSON.stringify(last)}`, { cause: last });
    }
  }
}

async function tryAgain(
  options: ClientOptions,
  triesMax: number,
  send: () => Promise<Answer>,
): Promise<Answer | undefined> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    await options.gate();
    const answer = await send().catch(() => undefined);
    if (answer && answer.status !== 503) return answer;
    options.witness.count(answer ? 'told to repeat' : 'unanswered, repeated');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return undefined;
}

async function post(options: ClientOptions, path: string, body: unknown): Promise<Answer> {
  const key = randomKey(options.random);
  const answer = await insist(options, () => options.api.post(path, body, key));
  if (answer.status === 201) {
    options.witness.requests.push({ path, body, key, status: answer.status, id: String(answer.body.id) });
  }
  return answer;
}

function randomKey(random: () => number): string {
  return Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32).toString(36)).join('-');
}

async function hold(options: ClientOptions, arena: Arena): Promise<BookingFact | undefined> {
  const { witness, random } = options;
  const userId = `user-${randomKey(random)}`;
  const tier = pick(arena.tiers, random);
  const tickets = [{ tier: tier.id, quantity: 1 + Math.floor(random() * 4) }];
  const answer = await post(options, `/v1/shows/${arena.showId}/bookings`, {
    userId,
    name: `Name of ${userId}`,
    tickets,
  });
  if (answer.status !== 201) {
    witness.count(`hold refused: ${String(answer.body.code)}`);
    witness.refusedUsers.add(userId);
    return undefined;
  }
  witness.count('held');
  return remember(witness, arena.showId, userId, answer.body as unknown as BookingBody);
}

function remember(witness: Witness, showId: string, userId: string, body: BookingBody): BookingFact {
  const fact: BookingFact = {
    bookingId: body.id,
    showId,
    userId,
    tickets: body.tickets.map(({ id }) => id),
    expiresAt: Date.parse(body.expiresAt),
    allowed: openEnds,
  };
  witness.bookings.set(body.id, fact);
  return fact;
}

async function decideAboutHold(options: ClientOptions, fact: BookingFact): Promise<void> {
  const choice = options.random();
  if (choice < 0.5) return pay(options, fact);
  if (choice < 0.7) return end(options, fact);
  if (choice < 0.8) return returnTicket(options, fact);
  options.witness.count('left to expire');
}

async function pay(options: ClientOptions, fact: BookingFact): Promise<void> {
  const { api, witness, random } = options;
  const draw = random();
  const token = draw < 0.8 ? 'tok_ok' : draw < 0.9 ? 'tok_declined' : draw < 0.97 ? 'tok_slow' : 'tok_lost';
  // Started: until there is an answer the booking may be confirmed, and its hold may have been pinned longer.
  fact.allowed = new Set([...openEnds, 'confirmed']);
  const key = randomKey(random);
  const path = `/v1/bookings/${fact.bookingId}/payment`;
  // Some tokens take longer than the server lives: a buyer who goes away leaves a payment that must be settled all the same.
  const answer = await tryAgain(options, 2, () => api.post(path, { method: 'test', token }, key));
  witness.count(`payment ${answer?.status ?? 'left alone'}`);
  if (!answer) return;
  if (answer.status === 200) {
    fact.allowed = new Set(['confirmed']);
    if (random() < 0.15) await end(options, fact);
  }
  if (answer.status === 402 || answer.status === 410) fact.allowed = openEnds;
}

async function end(options: ClientOptions, fact: BookingFact): Promise<void> {
  const before = fact.allowed;
  fact.allowed = new Set([...before, before.has('confirmed') ? 'cancelled' : 'released']);
  const answer = await insist(options, () => options.api.delete(`/v1/bookings/${fact.bookingId}`));
  options.witness.count(`end ${answer.status}`);
  if (answer.status === 200) fact.allowed = new Set([String(answer.body.status)]);
}

async function returnTicket(options: ClientOptions, fact: BookingFact): Promise<void> {
  const ticket = fact.tickets[0];
  const remaining = fact.tickets.slice(1);
  if (!ticket || remaining.length === 0) return;
  const answer = await insist(options, () => options.api.delete(`/v1/bookings/${fact.bookingId}/tickets/${ticket}`));
  options.witness.count(`ticket returned ${answer.status}`);
  // Not found is the second answer to a return whose first answer was lost.
  if (answer.status === 200 || answer.status === 404) fact.tickets = remaining;
}

async function waitInLine(options: ClientOptions, arena: Arena): Promise<void> {
  const { api, witness, random } = options;
  const userId = `user-${randomKey(random)}`;
  const [tier, quantity] = [pick(arena.tiers, random).id, 1 + Math.floor(random() * 3)];
  const tickets = [{ tier, quantity }];
  const joined = await post(options, `/v1/shows/${arena.showId}/waitlist`, {
    userId,
    name: `Name of ${userId}`,
    tickets,
  });
  if (joined.status !== 201) return witness.count(`join refused: ${String(joined.body.code)}`);
  witness.count('joined');
  const entryId = String(joined.body.id);
  const fact = { entryId, showId: arena.showId, tier, quantity, allowed: waitingEnds };
  witness.entries.set(entryId, fact);

  const path = `/v1/waitlist/${entryId}`;
  const answer = await insist(options, () => api.get(`${path}?wait=1`));
  if (answer.body.status === 'offered' && random() < 0.7) {
    const bookingId = String(answer.body.bookingId);
    const booking = await insist(options, () => api.get(`/v1/bookings/${bookingId}`));
    if (booking.status !== 200)
      throw new Error(`entry ${entryId} was offered a booking that answers ${booking.status}`);
    fact.allowed = new Set([...waitingEnds, 'taken', 'left']);
    witness.count('offered');
    return pay(options, remember(witness, arena.showId, userId, booking.body as unknown as BookingBody));
  }
  fact.allowed = new Set([...waitingEnds, 'left']);
  const left = await insist(options, () => api.delete(path));
  if (left.status === 200) fact.allowed = new Set([String(left.body.status)]);
  witness.count(`left ${left.status}`);
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
