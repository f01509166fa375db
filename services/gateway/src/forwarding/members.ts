import type { Logger, Readiness } from '@myevents/http-kit';
import type { Addresses } from './addresses.ts';
import { ExchangeError, type UpstreamAnswer } from './exchange.ts';
import { Member, type MemberState } from './member.ts';
import { chooseByKey } from './rendezvous.ts';

export interface MembersOptions {
  /** Its name: `events`, `bookings`. */
  readonly service: string;
  readonly addresses: Addresses;
  readonly log?: Pick<Logger, 'info' | 'warn'> | undefined;
  readonly probeEveryMs?: number | undefined;
  /** How long one may take to say how it is. */
  readonly probeWithinMs?: number | undefined;
  readonly lookupEveryMs?: number | undefined;
}

/** While nothing better is known: soon again. */
const probeSoonMs = 250;
/** Longer than a service takes to find that its store or bus does not answer. */
const probeMsMax = 3000;
/** So many in a row have to be late: one may be our own fault. */
const lateMax = 2;

/** The best first; one that is down gets nothing. */
const ranks: Readonly<Record<MemberState, number>> = { ready: 0, unready: 1, draining: 2, down: 3 };

interface Watched {
  readonly member: Member;
  timer: NodeJS.Timeout | undefined;
  late: number;
  isProbing: boolean;
}

/** The processes of one service: who they are, how they are, and which of them to ask. */
export class Members implements AsyncDisposable {
  readonly #options: MembersOptions;
  readonly #watched = new Map<string, Watched>();
  /** No longer among the addresses: what they have begun they may finish. */
  readonly #retired = new Set<Member>();
  #lookupTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: MembersOptions) {
    this.#options = options;
  }

  get all(): readonly Member[] {
    return Array.from(this.#watched.values(), ({ member }) => member);
  }

  get hasLiving(): boolean {
    return this.all.some(({ state }) => state === 'ready' || state === 'unready');
  }

  /** Resolves when each one known by now was looked at once. */
  async start(): Promise<void> {
    await this.#lookUp();
    await Promise.all(this.all.map((member) => this.#probe(member)));
  }

  /**
   * One of the best there are, without those that were tried in vain: by rendezvous hashing where there is a key, else the one with the
   * least to do. Undefined: none.
   */
  choose(key: string | undefined, tried: ReadonlySet<Member>): Member | undefined {
    const open = this.all.filter((member) => member.state !== 'down' && !tried.has(member));
    const best = open.reduce((rank, { state }) => Math.min(rank, ranks[state]), Number.POSITIVE_INFINITY);
    const candidates = open.filter(({ state }) => ranks[state] === best);
    if (key !== undefined) return chooseByKey(candidates, key);
    const [first, ...others] = candidates;
    return first && others.reduce((least, member) => (isLessBusy(member, least) ? member : least), first);
  }

  /** Nobody listens there: that is known at once, and looked at again soon. */
  refused(member: Member): void {
    this.#become(member, 'down');
    this.#probeAgain(member);
  }

  /** A connection broke: it may be about to go. */
  suspect(member: Member): void {
    this.#schedule(member, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#lookupTimer);
    const members = [...this.all, ...this.#retired];
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    this.#watched.clear();
    await Promise.all(members.map((member) => member.destroy()));
  }

  async #lookUp(): Promise<void> {
    const { addresses, lookupEveryMs = 5000 } = this.#options;
    const found = await addresses.read();
    if (this.#isClosed) return;
    for (const address of found) {
      if (!this.#watched.has(address)) this.#add(new Member(address));
    }
    for (const [address, { member, timer }] of this.#watched) {
      if (found.includes(address)) continue;
      clearTimeout(timer);
      this.#watched.delete(address);
      void this.#retire(member);
    }
    if (!addresses.canChange) return;
    this.#lookupTimer = setTimeout(() => void this.#lookUp(), lookupEveryMs);
    this.#lookupTimer.unref();
  }

  async #retire(member: Member): Promise<void> {
    this.#retired.add(member);
    await member.close().catch(() => {});
    this.#retired.delete(member);
  }

  #add(member: Member): void {
    this.#watched.set(member.address, { member, timer: undefined, late: 0, isProbing: false });
    this.#schedule(member, 0);
  }

  #schedule(member: Member, inMs: number): void {
    const watched = this.#watched.get(member.address);
    if (watched === undefined || watched.member !== member) return;
    clearTimeout(watched.timer);
    watched.timer = setTimeout(() => void this.#probe(member), inMs);
    watched.timer.unref();
  }

  #probeAgain(member: Member): void {
    const isInDoubt = member.state === 'down' || (this.#watched.get(member.address)?.late ?? 0) > 0;
    this.#schedule(member, isInDoubt ? probeSoonMs : (this.#options.probeEveryMs ?? 1000));
  }

  async #probe(member: Member): Promise<void> {
    const watched = this.#watched.get(member.address);
    if (watched === undefined || watched.isProbing) return;
    watched.isProbing = true;
    try {
      this.#become(member, toState(await member.probe(this.#options.probeWithinMs ?? probeMsMax)));
      watched.late = 0;
    } catch (error) {
      watched.late += 1;
      const isRefused = error instanceof ExchangeError && !error.wasSent;
      if (isRefused || watched.late >= lateMax) this.#become(member, 'down');
      if (!isRefused && watched.late >= lateMax) member.abandon();
    } finally {
      watched.isProbing = false;
      this.#probeAgain(member);
    }
  }

  #become(member: Member, state: MemberState): void {
    if (member.state === state) return;
    const { service, log } = this.#options;
    const { address, state: before } = member;
    member.state = state;
    log?.[state === 'ready' || state === 'draining' ? 'info' : 'warn'](
      { service, address, before, state },
      'a member changed',
    );
  }
}

function toState(answer: UpstreamAnswer): MemberState {
  if (answer.status === 200) return 'ready';
  return readStatus(answer) === 'draining' ? 'draining' : 'unready';
}

function readStatus(answer: UpstreamAnswer): Readiness {
  try {
    const body: unknown = answer.kind === 'whole' ? JSON.parse(answer.body.toString()) : undefined;
    return (Object(body) as { readonly status?: Readiness }).status ?? 'unready';
  } catch {
    return 'unready';
  }
}

/** Of two with the same the choice is open, so that not all gateways take the same one. */
function isLessBusy(one: Member, other: Member): boolean {
  return one.inFlight === other.inFlight ? Math.random() < 0.5 : one.inFlight < other.inFlight;
}
