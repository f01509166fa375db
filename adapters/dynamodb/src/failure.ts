import { StoreUnavailableError } from '@myevents/ports';

/** What DynamoDB answers when it wants to be asked again. */
const passing = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'ReplicatedWriteConflictException',
  'InternalServerError',
  'InternalFailure',
  'ServiceUnavailable',
  'RequestTimeTooSkewed',
  'RequestExpired',
]);

/**
 * `answered`: the engine said no, for good. `busy`: it is there and wants to be asked again. `silent`: nothing came back, so
 * a write may have happened.
 */
export type FailureKind = 'answered' | 'busy' | 'silent';

export function kindOf(error: unknown): FailureKind {
  if (!(error instanceof Error)) return 'answered';
  if (passing.has(error.name)) return 'busy';
  if (error.name === 'InvalidSignatureException' && /expired|not yet current/i.test(error.message)) return 'busy';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'silent';
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 ? 'busy' : 'answered';
  return 'code' in error || 'errno' in error ? 'silent' : 'answered';
}

export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** These credentials may not do this. */
export function isDenied(error: unknown): boolean {
  return isNamed(error, 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation');
}

/** The engine, or the way to its credentials, says no: neither a lost condition nor a mistake of ours. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || isNamed(error, 'ConditionalCheckFailedException', 'ValidationException'))
    return false;
  return statusOf(error) !== undefined || error.name === 'CredentialsProviderError';
}

/** One line for operators: the engine's name for the failure, no values of ours. */
export function toUnavailableError(place: string, error: unknown): StoreUnavailableError {
  return new StoreUnavailableError(`${place} cannot be used: ${reasonOf(error)}.`, { cause: error });
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isNamed(error, 'AbortError', 'TimeoutError')) return 'it does not answer';
  if (error.name === 'CredentialsProviderError') return 'no AWS credentials were found';
  if (isDenied(error) || isNamed(error, 'ResourceNotFoundException')) return `${error.name}: ${oneLine(error.message)}`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code ?? (error.message === '' || passing.has(error.name) ? error.name : oneLine(error.message));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300);
}

function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return undefined;
  const status = 'httpStatusCode' in error.$metadata ? error.$metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
