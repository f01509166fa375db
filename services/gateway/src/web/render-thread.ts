import { Worker } from 'node:worker_threads';
import type { ApiClient } from '../api-client.ts';
import type { FromRenderer, RenderedPage, RenderPage, ToRenderer } from './render-messages.ts';

/** Of what its pages are made in. A page that takes more ends the thread, never the server. */
const heapMegabytesMax = 256;

export interface RenderThreadOptions {
  readonly serverModule: URL;
  readonly clientFolder: string;
  readonly api: ApiClient;
  /** Undefined: it could not be made. */
  readonly onPage: (id: number, page: RenderedPage | undefined) => void;
  readonly onFailure: (reason: string) => void;
  /** It makes no page any more. */
  readonly onEnd: () => void;
}

export interface RenderThread {
  /** Its code is loaded, which takes a moment. */
  readonly isReady: boolean;
  begin(id: number, page: RenderPage): void;
  /** Nobody waits for it: it gets no further answers, and comes back soon. */
  abandon(id: number): void;
  end(): Promise<unknown>;
}

/** One thread that makes pages, and asks the API in its name. It keeps no process running. */
export function startRenderThread(options: RenderThreadOptions): RenderThread {
  const { serverModule, clientFolder, api, onPage, onFailure, onEnd } = options;
  const worker = new Worker(new URL('render-worker.ts', import.meta.url), {
    workerData: { serverModule: serverModule.href, clientFolder },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
  });
  const send = (message: ToRenderer) => worker.postMessage(message);
  let isReady = false;
  worker.unref();
  worker.on('message', (message: FromRenderer) => {
    if (message.type === 'page') onPage(message.id, message.page);
    else if (message.type === 'question') void answer(message.question, message.path);
    else if (message.type === 'ready') isReady = true;
    else {
      onFailure(message.reason);
      onPage(message.id, undefined);
    }
  });
  worker.on('error', (error) => onFailure(error instanceof Error ? (error.stack ?? error.message) : 'it failed'));
  worker.on('exit', onEnd);

  async function answer(question: number, path: string): Promise<void> {
    send({ type: 'answer', question, ...(await askApi(api, path)) });
  }

  return {
    get isReady() {
      return isReady;
    },
    begin: (id, page) => send({ type: 'render', id, page }),
    abandon: (id) => send({ type: 'abandon', id }),
    end: () => worker.terminate(),
  };
}

async function askApi(api: ApiClient, path: string): Promise<{ readonly status: number; readonly body: string }> {
  try {
    const { status, json } = await api({ method: 'GET', path });
    return { status, body: JSON.stringify(json) };
  } catch {
    return { status: 503, body: JSON.stringify({ code: 'overloaded', title: 'No answer' }) };
  }
}
