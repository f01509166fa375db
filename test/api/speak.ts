import { once } from 'node:events';
import { connect } from 'node:net';
import { url } from './subject.ts';

/** Lines of HTTP as they are, and everything that comes back until the server hangs up or has answered. */
export async function speak(lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (/\r\n\r\n.*[}>]$/s.test(text)) socket.end();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(lines.join('\r\n'));
  await once(socket, 'close');
  return text;
}
