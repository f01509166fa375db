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
      readonly readStyle: (file: string) => string;
      readonly fetch: (request: Request) => Promise<Response>;
    },
  ) => Promise<Omit<RenderedPage, 'isWhole'>>;
}

const { serverModule, clientFolder } = workerData as { readonly serverModule: string; readonly clientFolder: string };
const template = readFileSync(join(clientFolder, 'index.html'), 'utf8');
const manifest: unknown = JSON.parse(readFileSync(join(clientFolder, '.vite/manifest.json'), 'utf8'));
const styles = new Map<string, string>();

/** The manifest names few files, and each is read once. */
function readStyle(file: string): string {
  const text = styles.get(file) ?? readFileSync(join(clientFolder, file), 'utf8');
  styles.set(file, text);
  return text;
}

const port = parentPort;
if (port === null) throw new Error('this runs as a worker thread only');
const { render } = (await import(serverModule)) as ServerModule;

interface Question {
  readonly pageId: number;
  readonly answer: (status: number, body: string) => void;
}

let lastQuestion = 0;
const questions = new Map<number, Question>();

function ask(pageId: number, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const question = (lastQuestion += 1);
  port?.postMessage({ type: 'question', question, path: pathname + search });
  return new Promise((resolve) => {
    const answer = (status: number, body: string) => {
      questions.delete(question);
      resolve(new Response(body, { status, headers: { 'content-type': 'application/json' } }));
    };
    questions.set(question, { pageId, answer });
  });
}

async function answerPage(id: number, page: RenderPage): Promise<void> {
  let isWhole = true;
  const fetch = async (request: Request) => {
    const response = await ask(id, request);
    if (response.status >= 500 || response.status === 429) isWhole = false;
    return response;
  };
  try {
    const rendered = await render({ ...page, template, manifest, readStyle, fetch });
    port?.postMessage({ type: 'page', id, page: { ...rendered, isWhole } });
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
    port?.postMessage({ type: 'failed', id, reason });
  }
}

/** Its questions end at once, and so does the page. */
function abandon(id: number): void {
  const body = JSON.stringify({ code: 'overloaded', title: 'Nobody waits for this page' });
  for (const { pageId, answer } of questions.values()) if (pageId === id) answer(503, body);
}

port.on('message', (message: ToRenderer) => {
  if (message.type === 'render') void answerPage(message.id, message.page);
  else if (message.type === 'abandon') abandon(message.id);
  else questions.get(message.question)?.answer(message.status, message.body);
});
port.postMessage({ type: 'ready' });
