import { setTimeout as pause } from 'node:timers/promises';
import { type HealthCheck, ProblemError } from '@myevents/http-kit';
import type { Registry } from 'prom-client';
import { Addresses, type Lookup } from './addresses.ts';
import { Affinity } from './affinity.ts';
import { type Exchange, ExchangeError, type Question, type UpstreamAnswer } from './exchange.ts';
import type { Member } from './member.ts';
import { Members, type MembersOptions } from './members.ts';
import { exportUpstreamMetrics, type RetryReason } from './upstream-metrics.ts';

export interface UpstreamOptions extends Omit<MembersOptions, 'addresses'> {
  /** Of its processes: `http://host:port`; a host name stands for all its addresses. */
  readonly urls: readonly string[];
  /** Whether reads of one stream, too, go to its process, because it has it in memory. Else they are spread by what they ask for. */
  readonly keepsReadsTogether: boolean;
  readonly registry: Registry;
  readonly lookup?: Lookup | undefined;
}

export interface Wish extends Question {
  /** Of the stream it is about, so that all about it goes to the same process. */
  readonly key: string | undefined;
  /** Waits for something, or streams. */
  readonly isLong: boolean;
  /** A second time does no harm: a read, or it carries an Idempotency-Key. */
  readonly isRepeatable: boolean;
  /** Gives up: nobody waits for the answer. */
  readonly signal?: AbortSignal | undefined;
}

/** The processes of a service behind one question. */
export interface Upstream extends AsyncDisposable {
  readonly affinity: Affinity;
  readonly keepsReadsTogether: boolean;
  /** Ready while at least one process lives and is not about to stop. */
  readonly check: HealthCheck;
  /**
   * Asks one process; another where that is safe: the request surely was not sent, or may be repeated.
   * @throws ProblemError `service-unavailable` or `overloaded` if nothing has happened, `outcome-unknown` if it may have.
   */
  ask(wish: Wish): Promise<UpstreamAnswer>;
}

/** How long a request waits for a process to appear, and how often it looks. */
const patienceMs = 3000;
const lookAgainMs = 50;
/** Requests that were sent and came to nothing. */
const sentMax = 3;
/** Requests that wait for a process to appear. */
const waitingMax = 1000;

/** Looks at every process once, then answers; those that do not answer are looked for again and again. */
export async function openUpstream(options: UpstreamOptions): Promise<Upstream> {
  const { service, urls, lookup, registry, keepsReadsTogether } = options;
  const members = new Members({ ...options, addresses: new Addresses(urls, lookup) });
  const counts = exportUpstreamMetrics(registry, service, members);
  let waiting = 0;
  await members.start();

  async function awaitMember(wish: Wish, until: number): Promise<void> {
    if (waiting >= waitingMax || performance.now() >= until) throw unavailable(service);
    waiting += 1;
    try {
      await pause(lookAgainMs, undefined, { signal: wish.signal });
    } finally {
      waiting -= 1;
    }
  }

  /** The next one to ask; in the end one that was tried before. */
  async function next(wish: Wish, tried: Set<Member>, until: number): Promise<Member> {
    for (;;) {
      const member = members.choose(wish.key, tried);
      if (member !== undefined) return member;
      await awaitMember(wish, until);
      tried.clear();
    }
  }

  async function ask(wish: Wish): Promise<UpstreamAnswer> {
    const until = performance.now() + patienceMs;
    const tried = new Set<Member>();
    for (let sent = 0; ; ) {
      const member = await next(wish, tried, until);
      if (member.isFull(wish.isLong)) throw new ProblemError('overloaded');
      tried.add(member);
      try {
        const answer = await exchange(member, wish);
        sent += 1;
        const isLast = sent >= sentMax || members.choose(wish.key, tried) === undefined;
        if (!isTrouble(answer) || !wish.isRepeatable || isLast) return answer;
        retry('refused');
      } catch (error) {
        if (!(error instanceof ExchangeError) || wish.signal?.aborted) throw error;
        if (error.wasSent) sent += 1;
        judge(wish, error, sent);
        if (error.wasSent) members.suspect(member);
        else members.refused(member);
        retry(error.wasSent ? 'broken' : 'unsent');
      }
    }
  }

  function retry(reason: RetryReason): void {
    counts.retries[reason] += 1;
  }

  /** @throws ProblemError if it must not be sent again. */
  function judge({ method, isRepeatable }: Wish, { wasSent }: ExchangeError, sent: number): void {
    if (!wasSent || (isRepeatable && sent < sentMax)) return;
    counts.failures += 1;
    throw method === 'GET' ? unavailable(service) : new ProblemError('outcome-unknown');
  }

  return {
    affinity: new Affinity(),
    keepsReadsTogether,
    check: {
      name: service,
      check: async () =>
        members.hasLiving ? null : `no process of ${urls.length > 1 ? 'these' : 'this'} answers: ${urls.join(', ')}`,
    },
    ask,
    [Symbol.asyncDispose]: () => members[Symbol.asyncDispose](),
  };
}

async function exchange(member: Member, wish: Wish): Promise<UpstreamAnswer> {
  wish.signal?.throwIfAborted();
  const begun: Exchange = member.begin(wish, wish.isLong);
  const abort = () => begun.abort('nobody waits for the answer');
  wish.signal?.addEventListener('abort', abort, { once: true });
  try {
    return await begun.answer;
  } finally {
    wish.signal?.removeEventListener('abort', abort);
  }
}

/** Another process may be able to do it. */
function isTrouble({ status }: UpstreamAnswer): boolean {
  return status === 502 || status === 503 || status === 504;
}

function unavailable(service: string): ProblemError {
  return new ProblemError('service-unavailable', { detail: `No process of the ${service} service answers.` });
}
