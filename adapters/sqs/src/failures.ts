import { BusUnavailableError } from '@myevents/ports';

const gone = new Set([
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'NotFoundException',
  'NotFound',
  'ResourceNotFoundException',
]);
const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'KmsAccessDenied',
]);
const unknownCaller = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'ExpiredToken',
  'ExpiredTokenException',
  'CredentialsProviderError',
  'InvalidSignatureException',
  'InvalidSecurity',
  'OptInRequired',
]);
const asked = new Set([
  'InvalidMessageContents',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'InvalidParameterException',
  'ReceiptHandleIsInvalid',
  'MessageNotInflight',
  'BatchRequestTooLong',
  'UnsupportedOperation',
]);

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { Code } = error as { readonly Code?: unknown };
  return typeof Code === 'string' && error.name === 'Error' ? Code : error.name;
}

/** The queue or topic is not there (any more). */
export function isGone(error: unknown): boolean {
  return gone.has(codeOf(error));
}

/** These credentials may not do this. */
export function isDenied(error: unknown): boolean {
  return denied.has(codeOf(error));
}

/** Trying again changes nothing: it is we who are refused, or what we ask. */
export function isRefused(error: unknown): boolean {
  return isDenied(error) || unknownCaller.has(codeOf(error)) || asked.has(codeOf(error));
}

/** Nobody answered, or the answer was lost: the broker may be gone with everything it had. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error) || isRefused(error) || isGone(error)) return false;
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode === undefined;
}

/** One line for operators. It names no key and no content: the messages of AWS may repeat either. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const { code } = error as { readonly code?: unknown };
  const name = codeOf(error);
  if (typeof code === 'string') return code;
  if (name === 'Error' || name === 'AggregateError') return error.message.slice(0, 200) || name;
  return name;
}

/** As the port wants it; what is already said so stays as it is. */
export function toUnavailable(error: unknown, where: string): BusUnavailableError {
  if (error instanceof BusUnavailableError) return error;
  const verb = isRefused(error) ? 'refuses us' : isGone(error) ? 'lost its queues' : 'cannot be reached';
  return new BusUnavailableError(`SQS at ${where} ${verb}: ${describeFailure(error)}.`, { cause: error });
}
