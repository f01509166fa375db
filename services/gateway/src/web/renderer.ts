import { Worker } from 'node:worker_threads';
import type { ApiClient } from '../api-client.ts';
import type { FromRenderer, RenderedPage, RenderPage, ToRenderer } from './render-messages.ts';

/** More pages at a time wait for nothing: they are sent as frames that browsers fill. */
const pagesMax = 64;
const pageMsMax = 5000;

export interface Renderer extends AsyncDisposable {
  /** The page, or undefined if it could not be made in time; the reason is told to `onFailure`. */
  render(page: RenderPage): Promise<RenderedPage | undefined>;
}

export interface RendererOptions {
  readonly serverModule: URL;
  readonly clientFolder: string;
  readonly api: ApiClient;
  readonly onFailure: (reason: string) => void;
}

interface Waiting {
  readonly resolve: (page: RenderedPage | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

/** Renders pages in a thread of its own, begun with the first page and begun again if it ends. */
export function createRenderer({ serverModule, clientFolder, api, onFailure }: RendererOptions): Renderer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;
  let isClosed = false;

  function settle(id: number, page: RenderedPage | undefined): void {
    const one = waiting.get(id);
    if (one === undefined) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    one.resolve(page);
  }

  function start(): Worker {
    const workerData = { serverModule: serverModule.href, clientFolder };
    const started = new Worker(new URL('render-worker.ts', import.meta.url), { workerData });
    started.unref();
    started.on('message', (message: FromRenderer) => void take(started, message));
    started.on('error', (error) => onFailure(error instanceof Error ? error.message : 'the thread failed'));
    started.on('exit', () => {
      if (worker === started) worker = undefined;
      for (const id of waiting.keys()) settle(id, undefined);
    });
    return started;
  }

  async function take(from: Worker, message: FromRenderer): Promise<void> {
    if (message.type === 'page') settle(message.id, message.page);
    else if (message.type === 'failed') {
      onFailure(message.reason);
      settle(message.id, undefined);
    } else {
      const answer = await askApi(message.path);
      from.postMessage({ type: 'answer', question: message.question, ...answer } satisfies ToRenderer);
    }
  }

  async function askApi(path: string): Promise<{ readonly status: number; readonly body: string }> {
    try {
      const { status, json } = await api({ method: 'GET', path });
      return { status, body: JSON.stringify(json) };
    } catch {
      return { status: 503, body: JSON.stringify({ code: 'overloaded', title: 'No answer' }) };
    }
  }

  return {
    render(page) {
      if (isClosed || waiting.size >= pagesMax) return Promise.resolve(undefined);
      worker ??= start();
      const id = (lastId += 1);
      const { promise, resolve } = Promise.withResolvers<RenderedPage | undefined>();
      const timer = setTimeout(() => {
        onFailure(`not rendered within ${pageMsMax} ms`);
        settle(id, undefined);
      }, pageMsMax);
      waiting.set(id, { resolve, timer });
      worker.postMessage({ type: 'render', id, page } satisfies ToRenderer);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await worker?.terminate();
      for (const id of waiting.keys()) settle(id, undefined);
    },
  };
}
