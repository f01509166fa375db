import type { ApiClient } from '../api-client.ts';
import type { RenderedPage, RenderPage } from './render-messages.ts';
import { type RenderThread, startRenderThread } from './render-thread.ts';

/** More pages at a time wait for nothing: they are sent as frames that browsers fill. */
const pagesMax = 64;
/** In the thread at a time, so that their questions are few beside everybody's. The others can still be given up for nothing. */
const atOnceMax = 4;

export interface RendererLimits {
  /** Later than that a page helps nobody. A thread that then does not let go of it within as long again is ended. */
  readonly pageMs: number;
  /** As long as that a thread may take until it is ready. */
  readonly startMs: number;
  /** A thread that ended is not replaced before; each time it makes no page meanwhile, twice as long. */
  readonly restMs: { readonly first: number; readonly most: number };
}

const usualLimits: RendererLimits = { pageMs: 5000, startMs: 60_000, restMs: { first: 1000, most: 60_000 } };

export interface Renderer extends AsyncDisposable {
  /** The page, or undefined if it could not be made in time; the reason is told to `onFailure`. */
  render(page: RenderPage): Promise<RenderedPage | undefined>;
}

export interface RendererOptions {
  readonly serverModule: URL;
  readonly clientFolder: string;
  readonly api: ApiClient;
  readonly onFailure: (reason: string) => void;
  readonly limits?: RendererLimits | undefined;
}

interface Job {
  readonly page: RenderPage;
  readonly resolve: (page: RenderedPage | undefined) => void;
  timer: NodeJS.Timeout;
}

/** Renders pages in a thread of its own, begun with the first page and begun again if it ends. */
export function createRenderer({ limits = usualLimits, onFailure, ...parts }: RendererOptions): Renderer {
  const { pageMs, startMs, restMs } = limits;
  const queued = new Map<number, Job>();
  /** In the thread, also those that nobody waits for any more. */
  const given = new Map<number, Job>();
  let thread: RenderThread | undefined;
  let lastId = 0;
  let endsInARow = 0;
  let restsUntil = 0;
  let isClosed = false;

  function settle(jobs: Map<number, Job>, id: number, page?: RenderedPage): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    jobs.delete(id);
    clearTimeout(job.timer);
    job.resolve(page);
  }

  function settleAll(): void {
    for (const jobs of [queued, given]) for (const id of jobs.keys()) settle(jobs, id);
  }

  function giveMore(): void {
    for (const [id, job] of queued) {
      if (given.size >= atOnceMax) return;
      thread ??= startRenderThread({ ...parts, onPage, onFailure, onEnd });
      queued.delete(id);
      given.set(id, job);
      thread.begin(id, job.page);
    }
  }

  function onPage(id: number, page: RenderedPage | undefined): void {
    if (page !== undefined) endsInARow = 0;
    settle(given, id, page);
    giveMore();
  }

  function onEnd(): void {
    thread = undefined;
    restsUntil = performance.now() + Math.min(restMs.most, restMs.first * 2 ** endsInARow);
    endsInARow += 1;
    settleAll();
  }

  function giveUp(id: number): void {
    onFailure(`not rendered within ${pageMs} ms`);
    settle(queued, id);
    const job = given.get(id);
    if (job === undefined) return;
    job.resolve(undefined);
    thread?.abandon(id);
    job.timer = setTimeout(
      () => {
        onFailure('a page holds the thread');
        void thread?.end();
      },
      thread?.isReady === false ? startMs : pageMs,
    );
  }

  return {
    render(page) {
      const isFull = queued.size + given.size >= pagesMax;
      if (isClosed || isFull || performance.now() < restsUntil) return Promise.resolve(undefined);
      const { promise, resolve } = Promise.withResolvers<RenderedPage | undefined>();
      const id = (lastId += 1);
      queued.set(id, { page, resolve, timer: setTimeout(giveUp, pageMs, id) });
      giveMore();
      return promise;
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      settleAll();
      await thread?.end();
    },
  };
}
