import { sha256 } from '@noble/hashes/sha2.js';

/**
 * SHA-256 in base64url, cut to `lengthMax`. Not by `crypto.subtle`: browsers have that only behind TLS, and the platform may be
 * served without it in a network of its own.
 */
export function digestOf(text: string, lengthMax: number): string {
  const bytes = sha256(new TextEncoder().encode(text));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').slice(0, lengthMax);
}
