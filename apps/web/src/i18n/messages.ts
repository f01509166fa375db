import type { AbstractIntlMessages } from 'use-intl';
import type { Language } from './languages.ts';

/** One file of texts: a page names those it needs. */
export type Namespace = keyof Messages;

/** By namespace, compiled. */
export type LoadedMessages = AbstractIntlMessages;

type Texts = AbstractIntlMessages[string];

const files = import.meta.glob<{ readonly default: Texts }>('../messages/*/*.json');
const loaded = new Map<string, Texts>();
/** By language, until there are more: the same object means the same texts, and nothing that shows them is made anew. */
const collected = new Map<Language, LoadedMessages>();

const keyOf = (language: Language, namespace: string): string => `../messages/${language}/${namespace}.json`;

/** Loads what is not there yet. */
export async function loadMessages(language: Language, namespaces: readonly Namespace[]): Promise<void> {
  const missing = namespaces.map((namespace) => keyOf(language, namespace)).filter((key) => !loaded.has(key));
  await Promise.all(
    missing.map(async (key) => {
      const file = await files[key]?.();
      if (file === undefined) throw new Error(`no messages in ${key}`);
      keep(key, file.default);
    }),
  );
}

/** Takes what came with the page. */
export function keepMessages(language: Language, messages: LoadedMessages): void {
  for (const [namespace, texts] of Object.entries(messages)) keep(keyOf(language, namespace), texts);
}

function keep(key: string, texts: Texts): void {
  loaded.set(key, texts);
  collected.clear();
}

/** Those of the language that have been loaded. */
export function messagesOf(language: Language): LoadedMessages {
  const known = collected.get(language);
  if (known !== undefined) return known;
  const prefix = keyOf(language, '').replace('.json', '');
  const messages = Object.fromEntries(
    [...loaded]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, texts]) => [key.slice(prefix.length, -'.json'.length), texts]),
  );
  collected.set(language, messages);
  return messages;
}
