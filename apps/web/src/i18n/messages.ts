import type { AbstractIntlMessages } from 'use-intl';
import type { Language } from './languages.ts';

/** One file of texts: a page names those it needs. */
export type Namespace = keyof Messages;

/** By namespace, compiled. */
export type LoadedMessages = AbstractIntlMessages;

type Texts = AbstractIntlMessages[string];

const files = import.meta.glob<{ readonly default: Texts }>('../messages/*/*.json');
const loaded = new Map<string, Texts>();

const keyOf = (language: Language, namespace: string): string => `../messages/${language}/${namespace}.json`;

/** Loads what is not there yet. */
export async function loadMessages(language: Language, namespaces: readonly Namespace[]): Promise<void> {
  const missing = namespaces.map((namespace) => keyOf(language, namespace)).filter((key) => !loaded.has(key));
  await Promise.all(
    missing.map(async (key) => {
      const file = await files[key]?.();
      if (file === undefined) throw new Error(`no messages in ${key}`);
      loaded.set(key, file.default);
    }),
  );
}

/** Takes what came with the page. */
export function keepMessages(language: Language, messages: LoadedMessages): void {
  for (const [namespace, texts] of Object.entries(messages)) loaded.set(keyOf(language, namespace), texts);
}

/** Those of the language that have been loaded. */
export function messagesOf(language: Language): LoadedMessages {
  const prefix = keyOf(language, '').replace('.json', '');
  return Object.fromEntries(
    [...loaded]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, texts]) => [key.slice(prefix.length, -'.json'.length), texts]),
  );
}
