import type { Availability } from '@myevents/contracts';
import type { FastifyInstance } from 'fastify';
import { until } from './until.ts';

export interface SourceEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Availability;
}

/** A client of server-sent events over a real connection on the loopback. */
export interface TestSource extends AsyncDisposable {
  next(): Promise<SourceEvent>;
  nextComment(): Promise<string>;
  /** Whether the server has ended the stream. */
  ended(): Promise<boolean>;
}

export async function listenTo(
  app: FastifyInstance,
  path: string,
  headers: Record<string, string> = {},
): Promise<TestSource> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const abort = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: abort.signal });
  if (response.headers.get('content-type') !== 'text/event-stream') throw new Error(`status ${response.status}`);
  const events: SourceEvent[] = [];
  const comments: string[] = [];
  let isEnded = false;
  const reading = read(response, (block) => {
    if (block.startsWith(': ')) comments.push(block.slice(2));
    else events.push(parse(block));
  }).then(() => {
    isEnded = true;
  });

  return {
    next: () => until(() => events.shift(), 'an event'),
    nextComment: () => until(() => comments.shift(), 'a comment'),
    ended: () => until(() => isEnded, 'the end'),
    async [Symbol.asyncDispose]() {
      abort.abort();
      await reading;
    },
  };
}

async function read({ body }: Response, take: (block: string) => void): Promise<void> {
  let text = '';
  try {
    for await (const chunk of (body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
  } catch {
    // The test ended it.
  }
}

function parse(block: string): SourceEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = JSON.parse(fields.get('data') ?? '') as Availability;
  return { event: fields.get('event') ?? '', id: fields.get('id') ?? '', data };
}
