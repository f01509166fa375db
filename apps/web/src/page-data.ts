import type { DehydratedState } from '@tanstack/react-query';
import type { Language } from './i18n/languages.ts';
import type { LoadedMessages } from './i18n/messages.ts';
import type { WebSettings } from './settings.ts';

/** What the server puts into a page beside its HTML. */
export interface PageData {
  readonly language: Language;
  readonly settings: WebSettings;
  readonly messages: LoadedMessages;
  readonly queries: DehydratedState;
}

const elementId = 'page-data';

/** As the content of a data block: nothing in it can end the block. */
export function writePageData(data: PageData): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${elementId}">${json}</script>`;
}

export function readPageData(): PageData | undefined {
  const text = document.querySelector(`#${elementId}`)?.textContent;
  return text ? (JSON.parse(text) as PageData) : undefined;
}
