import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { url } from './subject.ts';

export interface Frame<Data> {
  readonly event: string;
  readonly id: string;
  readonly data: Data;
}

/** Server-sent events, one at a time. */
export interface EventStream<Data> extends Disposable {
  readonly response: IncomingMessage;
  /** The next one, as soon as it is there. */
  next(): Promise<Frame<Data>>;
}

export async function openEventStream<Data>(
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream<Data>> {
  const request = httpRequest(`${url}${path}`, { headers: { accept: 'text/event-stream', ...headers } });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const frames = readFrames<Data>(response);
  return {
    response,
    async next() {
      const { value, done } = await frames.next();
      if (done) throw new Error('the stream has ended');
      return value;
    },
    [Symbol.dispose]: () => request.destroy(),
  };
}

async function* readFrames<Data>(response: IncomingMessage): AsyncGenerator<Frame<Data>, undefined> {
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = toFields(text.slice(0, end));
      text = text.slice(end + 2);
      if (fields['data'] === undefined) continue;
      const { event = 'message', id = '', data } = fields;
      yield { event, id, data: JSON.parse(data) as Data };
    }
  }
  return undefined;
}

function toFields(block: string): Partial<Record<string, string>> {
  const lines = block.split('\n').filter((line) => !line.startsWith(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1).trimStart()];
    }),
  );
}
