import { Client, type Dispatcher, Pool } from 'undici';
import { Exchange, type Question, type UpstreamAnswer } from './exchange.ts';

/** `unready`: it lives and says that something is amiss. `draining`: it is about to stop. `down`: it does not answer. */
export type MemberState = 'ready' | 'unready' | 'draining' | 'down';

/** More wait in line for a connection than there are connections; above this a member is overloaded. */
const quickMax = { connections: 64, inFlight: 1024 };
/** Each long poll and stream keeps a connection of its own. */
const longMax = 10_000;
const connectMsMax = 2000;
/** A long poll answers after 25 s at the latest. */
const headersMsMax = 30_000;
/** Streams say that they are still there every 15 s. */
const silenceMsMax = 40_000;

/** One process of a service, as one gateway sees it. */
export class Member {
  /** `http://10.0.0.3:8080`. */
  readonly address: string;
  /** Before it was looked at for the first time it takes nothing. */
  state: MemberState = 'down';
  readonly #quick: Pool;
  readonly #long: Pool;
  readonly #probing: Client;
  readonly #quickExchanges = new Set<Exchange>();
  readonly #longExchanges = new Set<Exchange>();

  constructor(address: string) {
    this.address = address;
    const options = {
      connectTimeout: connectMsMax,
      headersTimeout: headersMsMax,
      bodyTimeout: silenceMsMax,
      pipelining: 1,
    };
    this.#quick = new Pool(address, { ...options, connections: quickMax.connections });
    this.#long = new Pool(address, options);
    this.#probing = new Client(address, options);
  }

  get inFlight(): number {
    return this.#quickExchanges.size + this.#longExchanges.size;
  }

  /** It has as much to do as is good for it. */
  isFull(isLong: boolean): boolean {
    return isLong ? this.#longExchanges.size >= longMax : this.#quickExchanges.size >= quickMax.inFlight;
  }

  /** Its `answer` rejects with ExchangeError. A long one may take half a minute to begin, and never end. */
  begin(question: Question, isLong: boolean): Exchange {
    const exchanges = isLong ? this.#longExchanges : this.#quickExchanges;
    return this.#dispatch(isLong ? this.#long : this.#quick, exchanges, question);
  }

  /** On a connection apart, so that it is not held up by what waits for one. */
  async probe(withinMs: number): Promise<UpstreamAnswer> {
    const headers = { accept: 'application/json' };
    const question: Question = { method: 'GET', path: '/readyz', headers, body: undefined };
    const exchange = this.#dispatch(this.#probing, new Set(), question);
    const timer = setTimeout(() => exchange.abort(`no answer within ${withinMs} ms`), withinMs);
    try {
      return await exchange.answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** It does not answer any more: nobody waits for it any longer. */
  abandon(): void {
    for (const exchanges of [this.#quickExchanges, this.#longExchanges]) {
      for (const exchange of exchanges) exchange.abort('the process does not answer');
    }
  }

  /** Takes nothing new; resolves when what is under way has ended. */
  async close(): Promise<void> {
    await Promise.all([this.#quick.close(), this.#long.close(), this.#probing.close()]);
  }

  async destroy(): Promise<void> {
    await Promise.all([this.#quick.destroy(), this.#long.destroy(), this.#probing.destroy()]);
  }

  #dispatch(through: Dispatcher, exchanges: Set<Exchange>, { method, path, headers, body }: Question): Exchange {
    const exchange = new Exchange((over) => exchanges.delete(over));
    exchanges.add(exchange);
    through.dispatch({ method, path, headers: { ...headers }, body: body ?? null }, exchange);
    return exchange;
  }
}
