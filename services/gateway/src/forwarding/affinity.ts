import type { IncomingHttpHeaders } from 'node:http';
import { readTouched, versionsHeader } from '@myevents/http-kit';

const rememberedMax = 50_000;
/** Ids of parts whose stream is another's: bookings and places in line of their show, shows of their event. */
const ofAnother = /^(?:bkg|wtl|shw)_/;

/**
 * Which stream a request is about, so that requests for the same go to the same process. A path names a booking, not its show: the
 * show is remembered from the answers that pass. What is forgotten only costs speed.
 */
export class Affinity {
  readonly #streamOf = new Map<string, string>();

  /** Undefined: about none in particular. */
  keyOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : (this.#streamOf.get(id) ?? id);
  }

  /** @param id what the path of the request named */
  learn(id: string | undefined, headers: IncomingHttpHeaders): void {
    const touched = readTouched(String(headers[versionsHeader] ?? '')).find(({ version }) => version !== undefined);
    if (touched === undefined) return;
    const owner = touched.stream.slice(touched.stream.indexOf('/') + 1);
    this.#remember(id, owner);
    this.#remember(headers.location?.slice(headers.location.lastIndexOf('/') + 1), owner);
  }

  #remember(id: string | undefined, owner: string): void {
    if (id === undefined || id === owner || !ofAnother.test(id)) return;
    this.#streamOf.delete(id);
    this.#streamOf.set(id, owner);
    const [oldest] = this.#streamOf.keys();
    if (this.#streamOf.size > rememberedMax && oldest !== undefined) this.#streamOf.delete(oldest);
  }
}
