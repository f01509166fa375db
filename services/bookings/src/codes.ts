import { randomFillSync } from 'node:crypto';

/** 32 characters that nobody confuses at the door: no 0 and O, no 1 and I. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const half = 5;

const pool = new Uint8Array(4_096);
let used = pool.length;

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 1;
  return pool[used - 1] ?? 0;
}

function randomCharacters(): string {
  let text = '';
  for (let n = 0; n < half; n += 1) text += alphabet[randomByte() & 31];
  return text;
}

/** What a buyer reads out at the door, like `K7QXM-3PA9C`: 50 random bits. */
export function newBookingCode(): string {
  return `${randomCharacters()}-${randomCharacters()}`;
}
