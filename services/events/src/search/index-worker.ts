import { parentPort } from 'node:worker_threads';
import { openIndexCore } from './index-core.ts';
import type { Answer, Operation, Operations, Request } from './protocol.ts';

const port = parentPort;
if (port === null) throw new Error('the search index runs in a worker thread');
const index = openIndexCore();

function run(request: Request): Operations[Operation]['answer'] {
  switch (request.operation) {
    case 'put':
      index.put(request.argument);
      return undefined;
    case 'search':
      return index.search(request.argument);
    case 'facets':
      return index.facets(request.argument);
    case 'organised':
      return index.organised(request.argument);
    case 'optimize':
      index.optimize();
      return undefined;
    default:
      throw new Error('unknown operation');
  }
}

function answer(request: Request): Answer {
  try {
    return { id: request.id, value: run(request) };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : 'failed' };
  }
}

port.on('message', (request: Request) => port.postMessage(answer(request)));
