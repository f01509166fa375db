import { randomBytes } from 'node:crypto';

/** Ids that tell the requests of this process apart, and of different processes too; nothing of the client's is in them. */
export function createRequestIds(): () => string {
  const prefix = randomBytes(6).toString('base64url');
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
