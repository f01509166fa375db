/** What was sent under a key, while its outcome is not known. */
interface Intention {
  readonly key: string;
  readonly content: string;
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The Idempotency-Key of what somebody means to do: the same for the same content, however often it is sent, over reloads of this tab
 * too, until it is settled; another for anything else.
 */
export function keyOf(slot: string, content: object, kept: Kept = sessionStorage): string {
  const text = JSON.stringify(content);
  const before = read(kept.getItem(slot));
  if (before?.content === text) return before.key;
  const key = crypto.randomUUID();
  kept.setItem(slot, JSON.stringify({ key, content: text } satisfies Intention));
  return key;
}

/** It is done, or was refused: meaning the same again is a new intention. */
export function settle(slot: string, kept: Kept = sessionStorage): void {
  kept.removeItem(slot);
}

function read(text: string | null): Intention | undefined {
  if (text === null) return undefined;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && 'key' in value && 'content' in value
    ? (value as Intention)
    : undefined;
}
