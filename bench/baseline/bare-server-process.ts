import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CannedAnswer } from './start-bare-server.ts';

// The least a Node HTTP server can do: a look at the address, then bytes that are ready.

process.once('message', (message) => {
  const canned = message as readonly CannedAnswer[];
  const answers = new Map(canned.map((answer) => [answer.path, answer]));
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, answer.headers as [string, string][]);
    response.end(answer.body);
  });
  server.keepAliveTimeout = Math.max(...canned.map(({ keepAliveSeconds }) => keepAliveSeconds)) * 1000;
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.on('disconnect', () => process.exit(0));
