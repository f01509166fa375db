import type { IncomingHttpHeaders } from 'node:http';
import type { Writable } from 'node:stream';
import type { Dispatcher } from 'undici';

/** A request as it is written to a member. */
export interface Question {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | undefined;
}

interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

export interface WholeAnswer extends AnswerHead {
  readonly kind: 'whole';
  readonly body: Buffer;
}

/** An answer whose end nobody can wait for: server-sent events, or too large to be kept. */
export interface OpenAnswer extends AnswerHead {
  readonly kind: 'open';
  /** Writes on what comes, as fast as `to` takes it; `onEnd` says whether it came to its end or was cut. Once only. */
  pipe(to: Writable, onEnd: (isWhole: boolean) => void): void;
  /** Lets go of the connection. */
  cancel(): void;
}

export type UpstreamAnswer = WholeAnswer | OpenAnswer;

/** No answer came. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  /** False: not a byte of the request was written, so it surely had no effect. */
  readonly wasSent: boolean;

  constructor(message: string, options: { readonly wasSent: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.wasSent = options.wasSent;
  }
}

/** Larger ones are passed on piece by piece. */
const wholeBytesMax = 4 * 1024 * 1024;

/** One request to one member, seen by undici as the handler of its answer. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<UpstreamAnswer>;
  readonly #settled = Promise.withResolvers<UpstreamAnswer>();
  readonly #onOver: (exchange: Exchange) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #abortReason: Error | undefined;
  #head: AnswerHead | undefined;
  #chunks: Buffer[] = [];
  #pipe: { readonly to: Writable; readonly onEnd: (isWhole: boolean) => void } | undefined;
  /** Of an open answer that ended before it was piped. */
  #ended: { readonly isWhole: boolean } | undefined;
  #isOpen = false;
  #isOver = false;

  constructor(onOver: (exchange: Exchange) => void) {
    this.answer = this.#settled.promise;
    this.#onOver = onOver;
  }

  /** Gives up; what is not answered yet fails with this message. */
  abort(message: string): void {
    const reason = new ExchangeError(message, { wasSent: this.#controller !== undefined });
    this.#abortReason = reason;
    if (this.#controller === undefined) this.#fail(reason);
    else this.#controller.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortReason !== undefined) controller.abort(this.#abortReason);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 103 and the like come before the answer.
    if (status < 200) return;
    this.#head = { status, headers };
    const isStream = String(headers['content-type']).startsWith('text/event-stream');
    const length = Number(headers['content-length'] ?? 0);
    if (isStream || length > wholeBytesMax) this.#open(this.#head);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#pipe === undefined) this.#chunks.push(chunk);
    else if (!this.#pipe.to.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#isOpen) this.#endPipe(true);
    else if (this.#head !== undefined) {
      this.#settled.resolve({ ...this.#head, kind: 'whole', body: Buffer.concat(this.#chunks) });
    }
    this.#end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // A request that cannot be written is our own mistake, not the member's.
    const isOurs = 'code' in error && error.code === 'UND_ERR_INVALID_ARG';
    if (error instanceof ExchangeError || isOurs) this.#fail(error);
    else this.#fail(new ExchangeError(error.message, { wasSent: this.#controller !== undefined, cause: error }));
  }

  #fail(error: Error): void {
    if (this.#isOpen) this.#endPipe(false);
    else this.#settled.reject(error);
    this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onOver(this);
  }

  #open(head: AnswerHead): void {
    this.#isOpen = true;
    this.#settled.resolve({
      ...head,
      kind: 'open',
      pipe: (to, onEnd) => this.#startPipe(to, onEnd),
      cancel: () => this.abort('nobody reads it any more'),
    });
  }

  #startPipe(to: Writable, onEnd: (isWhole: boolean) => void): void {
    this.#pipe = { to, onEnd };
    for (const chunk of this.#chunks.splice(0)) to.write(chunk);
    to.on('drain', () => this.#controller?.resume());
    if (this.#ended !== undefined) onEnd(this.#ended.isWhole);
  }

  #endPipe(isWhole: boolean): void {
    if (this.#ended !== undefined) return;
    this.#ended = { isWhole };
    this.#pipe?.onEnd(isWhole);
  }
}
