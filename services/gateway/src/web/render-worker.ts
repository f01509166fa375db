import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { RenderedPage, RenderPage, ToRenderer } from './render-messages.ts';

// Renders pages beside the serving thread, which never waits for it. What a page reads it asks of the API there.

interface ServerModule {
  readonly render: (
    request: RenderPage & {
      readonly template: string;
      readonly manifest: unknown;
      readonly fetch: (request: Request) => Promise<Response>;
    },
  ) => Promise<RenderedPage>;
}

const { serverModule, clientFolder } = workerData as { readonly serverModule: string; readonly clientFolder: string };
const template = readFileSync(join(clientFolder, 'index.html'), 'utf8');
const manifest: unknown = JSON.parse(readFileSync(join(clientFolder, '.vite/manifest.json'), 'utf8'));
const port = parentPort;
if (port === null) throw new Error('this runs as a worker thread only');
const { render } = (await import(serverModule)) as ServerModule;

let lastQuestion = 0;
const waiting = new Map<number, (answer: Response) => void>();

function ask(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const question = (lastQuestion += 1);
  port?.postMessage({ type: 'question', question, path: pathname + search });
  return new Promise((resolve) => waiting.set(question, resolve));
}

async function answerPage(id: number, page: RenderPage): Promise<void> {
  try {
    port?.postMessage({ type: 'page', id, page: await render({ ...page, template, manifest, fetch: ask }) });
  } catch (error) {
    port?.postMessage({
      type: 'failed',
      id,
      reason: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
    });
  }
}

port.on('message', (message: ToRenderer) => {
  if (message.type === 'render') {
    void answerPage(message.id, message.page);
    return;
  }
  const { question, status, body } = message;
  waiting.get(question)?.(new Response(body, { status, headers: { 'content-type': 'application/json' } }));
  waiting.delete(question);
});
