import { useState } from 'react';

/** Gives the Idempotency-Key of what is to be created: the same for the same thing, however often it is sent. */
export type KeyOf = (thing: unknown) => string;

function intentionKeys(): KeyOf {
  const keys = new Map<string, string>();
  return (thing) => {
    const wanted = JSON.stringify(thing);
    const key = keys.get(wanted) ?? crypto.randomUUID();
    keys.set(wanted, key);
    return key;
  };
}

/** Lasts as long as the form that asks for it: what the same form sends twice, after a lost answer or a double click, is one thing. */
export function useIntentionKeys(): KeyOf {
  const [keyOf] = useState(intentionKeys);
  return keyOf;
}
