import { StoreUnavailableError } from '@myevents/ports';
import { MongoBulkWriteError, MongoError, MongoServerError, type WriteError } from 'mongodb';

/** https://www.mongodb.com/docs/manual/reference/error-codes/ */
export const codes = { unauthorized: 13, duplicateKey: 11_000, atlas: 8_000 } as const;

/**
 * What the driver threw, as what the port promises. The server's own texts repeat keys, which may be personal data: of its
 * errors only the name and code are told, beside what was being done, and they are no cause. Everything else is as it was.
 */
export function toStoreError(label: string, error: unknown, doing?: string): unknown {
  const origin = originOf(error);
  if (origin instanceof MongoServerError) {
    const what = doing === undefined ? '' : `${doing}: `;
    return new StoreUnavailableError(`MongoDB ${label}: ${what}${nameOf(origin)}.`);
  }
  if (origin instanceof MongoError)
    return new StoreUnavailableError(`MongoDB ${label} cannot be used: ${origin.message}.`, { cause: origin });
  return origin;
}

/** A connection that broke over a bulk of writes is wrapped as if the server had answered. */
function originOf(error: unknown): unknown {
  if (!(error instanceof MongoBulkWriteError)) return error;
  const origin: unknown = error.errorResponse;
  return origin instanceof MongoError ? origin : error;
}

export function isDenied(error: unknown): boolean {
  return error instanceof MongoServerError && (error.code === codes.unauthorized || error.code === codes.atlas);
}

/**
 * Which of a batch's writes met a document with their `_id`, by their place in the batch.
 * @throws the error itself if anything else went wrong, be it that not enough members of the replica set have answered.
 */
export function duplicatesIn(error: unknown): ReadonlySet<number> {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
  const failures = writeErrorsOf(error);
  if (failures.length === 0 || failures.some(({ code }) => code !== codes.duplicateKey)) throw error;
  return new Set(failures.map(({ index }) => index));
}

function writeErrorsOf({ writeErrors }: MongoBulkWriteError): readonly WriteError[] {
  return 'length' in writeErrors ? writeErrors : [writeErrors];
}

function nameOf({ code, codeName, name }: MongoServerError): string {
  if (code === undefined) return codeName ?? `${name} without a code, the server's log says more`;
  return `${codeName ?? name} (${code})`;
}
