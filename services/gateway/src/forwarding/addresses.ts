import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** All addresses behind a host name. */
export type Lookup = (host: string) => Promise<readonly string[]>;

const lookupAll: Lookup = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Where the members of a service are: a URL with a host name stands for every address the name has at the moment, so that a service
 * can grow without a change of settings.
 */
export class Addresses {
  readonly #urls: readonly URL[];
  readonly #lookup: Lookup;
  /** Of each host, as last heard. */
  readonly #known = new Map<string, readonly string[]>();

  constructor(urls: readonly string[], lookup: Lookup = lookupAll) {
    this.#urls = urls.map((url) => new URL(url));
    this.#lookup = lookup;
  }

  /** Where all are named by address there is nothing to ask again. */
  get canChange(): boolean {
    return this.#urls.some(({ hostname }) => !isAddress(hostname));
  }

  /** Origins. While a name cannot be looked up, what was known of it stands. */
  async read(): Promise<readonly string[]> {
    const origins = await Promise.all(this.#urls.map((url) => this.#originsOf(url)));
    return [...new Set(origins.flat())];
  }

  async #originsOf({ hostname, port, origin }: URL): Promise<readonly string[]> {
    if (isAddress(hostname)) return [origin];
    try {
      this.#known.set(hostname, await this.#lookup(hostname));
    } catch {
      // A name without addresses and a name server that is away look alike.
    }
    const addresses = this.#known.get(hostname) ?? [];
    return addresses.map((address) => `http://${isIP(address) === 6 ? `[${address}]` : address}:${port || '80'}`);
  }
}

function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
