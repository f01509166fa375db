import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { DocumentStore } from '@myevents/ports';
import { collections, toWrite } from './collections.ts';

/** Keyed hashes of what must be compared but not be read: names, idempotency keys, the bodies they came with. */
export interface KeyedHash {
  /** 22 characters: 16 bytes of HMAC-SHA-256 in base64url. */
  of(text: string): string;
}

interface SecretDocument {
  readonly secret: string;
}

const secretId = 'keyed-hash';
const secretBytes = 32;

/**
 * Reads the service's secret, or makes it at the first start. Of several processes that start at once the first write
 * stands, because a write of the same version is not newer.
 */
export async function openKeyedHash(documents: DocumentStore): Promise<KeyedHash> {
  const key = (await readSecret(documents)) ?? (await makeSecret(documents));
  return {
    of: (text) => createHmac('sha256', key).update(text).digest().toString('base64url', 0, 16),
  };
}

async function readSecret(documents: DocumentStore): Promise<KeyObject | undefined> {
  const stored = await documents.get(collections.secrets, secretId);
  const { secret } = (stored?.document ?? {}) as Partial<SecretDocument>;
  return secret === undefined ? undefined : createSecretKey(secret, 'base64url');
}

async function makeSecret(documents: DocumentStore): Promise<KeyObject> {
  const secret = randomBytes(secretBytes).toString('base64url');
  await documents.put([toWrite({ collection: collections.secrets, id: secretId, version: 1 }, { secret })]);
  const stored = await readSecret(documents);
  if (!stored) throw new Error('the secret that was just written cannot be read');
  return stored;
}
