import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const requestIdHeader = 'x-request-id';

/** Ids that tell the requests of this process apart, and of different processes too; nothing of the client's is in them. */
export function createRequestIds(): () => string {
  const prefix = randomBytes(6).toString('base64url');
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}

/** The id that our gateway gave the request it passes on, so that its way can be followed; a fresh one where there is none of its kind. */
export function createPassedOnIds(): (request: Pick<IncomingMessage, 'headers'>) => string {
  const fresh = createRequestIds();
  return ({ headers }) => {
    const given = headers[requestIdHeader];
    return typeof given === 'string' && /^[\w-]{8}-[0-9a-z]{1,11}$/.test(given) ? given : fresh();
  };
}
