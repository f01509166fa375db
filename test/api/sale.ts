import type { BookingResource, WaitlistEntry } from '@myevents/contracts';
import { bodyOf, unique } from './catalogue.ts';
import { type Answer, get, post } from './subject.ts';

export interface Buyer {
  readonly userId: string;
  readonly name: string;
}

/** Somebody nobody else is. */
export function buyer(): Buyer {
  return { userId: unique('u'), name: unique('Ada ') };
}

export type Line = { readonly tier: string; readonly quantity?: number; readonly seats?: readonly string[] };

export const regular = (quantity: number): Line[] => [{ tier: 'regular', quantity }];

interface HoldOptions {
  readonly who?: Buyer;
  readonly key?: string;
}

/** Asks for tickets; whatever comes back. */
export function tryHold(showId: string, tickets: readonly Line[], { who = buyer(), key }: HoldOptions = {}) {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return post<BookingResource>(`/v1/shows/${showId}/bookings`, { ...who, tickets }, headers);
}

export async function hold(showId: string, tickets: readonly Line[] = regular(1), options: HoldOptions = {}) {
  return bodyOf(await tryHold(showId, tickets, options), 201);
}

export function tryPay(bookingId: string, token = 'tok_ok', headers: Readonly<Record<string, string>> = {}) {
  return post<BookingResource>(`/v1/bookings/${bookingId}/payment`, { method: 'test', token }, headers);
}

export async function pay(bookingId: string): Promise<BookingResource> {
  return bodyOf(await tryPay(bookingId), 200);
}

export async function readBooking(id: string): Promise<BookingResource> {
  return bodyOf(await get<BookingResource>(`/v1/bookings/${id}`), 200);
}

export function tryJoin(showId: string, quantity: number, { who = buyer(), key }: HoldOptions = {}, tier = 'regular') {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  const body = { ...who, tickets: [{ tier, quantity }] };
  return post<WaitlistEntry>(`/v1/shows/${showId}/waitlist`, body, headers);
}

export async function join(showId: string, quantity: number, options: HoldOptions = {}): Promise<WaitlistEntry> {
  return bodyOf(await tryJoin(showId, quantity, options), 201);
}

export async function readEntry(id: string): Promise<WaitlistEntry> {
  return bodyOf(await get<WaitlistEntry>(`/v1/waitlist/${id}`), 200);
}

interface ProblemBody {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly [member: string]: unknown;
}

/** The problem of an answer, as `[status, code]` for short expectations. */
export function refusalOf({ status, body }: Answer): readonly [number, string | undefined] {
  return [status, (body as ProblemBody | undefined)?.code];
}

export function problemOf(answer: Answer): ProblemBody {
  if (answer.status < 400) throw new Error(`no problem: ${answer.status} ${answer.bytes.toString()}`);
  return answer.body as ProblemBody;
}

/** How often each status came, for short expectations. */
export function statusesOf(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
