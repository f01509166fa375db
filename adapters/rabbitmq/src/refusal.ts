/** What the client library says went wrong: AMQP's reply code as a name (ACCESS_REFUSED), or Node's (ECONNREFUSED). */
export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** In few words, for operators. RabbitMQ's own texts name exchanges, queues, vhosts and users, never passwords. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return code || 'no answer';
  if (code === '' || error.message.includes(code)) return error.message;
  return error.message === '' ? code : `${error.message} (${code})`;
}

/** RabbitMQ closes the whole connection at an exchange type it does not know. */
export function isUnknownExchangeType(error: unknown): boolean {
  return error instanceof Error && /(unknown|invalid) exchange type/i.test(error.message);
}
