import { type ApiAnswer, ApiFailure, problemText } from '@myevents/contracts/client';
import { digestOf } from './digest.ts';
import { EntryError } from './entry.ts';

/** The body of a success. @throws EntryError with the platform's reason if it refused, ApiFailure if it could not. */
export function expectTaken<Body>(answer: ApiAnswer<Body>, what: string): Body {
  if (answer.status >= 500) throw new ApiFailure(`${what}: ${problemText(answer)}.`);
  if (answer.status >= 400) throw new EntryError(`${what}: ${problemText(answer)}.`);
  return answer.body;
}

/** The same Idempotency-Key for the same thing in a file, every time. */
export function importKey(kind: 'event' | 'show' | 'location', name: string): string {
  return `import-${kind}-${digestOf(name, 32)}`;
}
