import { hash } from 'node:crypto';

/** Begins the name of every show's stream. */
export const showStreamPrefix = 'show/';
/** Begins the name of every user's stream. */
export const userStreamPrefix = 'user/';

export function showStream(showId: string): string {
  return `${showStreamPrefix}${showId}`;
}

/** A user's id may be anything the client chooses, a mail address too: the stream's name shows none of it. */
export function userStream(userId: string): string {
  return `${userStreamPrefix}${hash('sha256', userId, 'base64url').slice(0, 22)}`;
}
