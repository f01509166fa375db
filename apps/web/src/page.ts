import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { Api } from './api/client.ts';
import type { Language } from './i18n/languages.ts';
import type { Namespace } from './i18n/messages.ts';

export type Params = Readonly<Record<string, string>>;

/** What a page may ask for before it is shown. */
export interface LoadContext {
  readonly api: Api;
  readonly queries: QueryClient;
  readonly params: Params;
  readonly search: URLSearchParams;
  readonly language: Language;
}

/** A page: what it needs to be shown at once, and how it looks. */
export interface PageModule {
  /** Params as its path names them. */
  readonly Page: ComponentType<{ readonly params: Params }>;
  /**
   * Fills the query client with what the page shows first; on the server too, where what was loaded is all that is shown. A refused
   * read is left to the page's own query.
   */
  readonly load?: (context: LoadContext) => Promise<unknown>;
}

export interface PageEntry {
  readonly path: string;
  readonly namespaces: readonly Namespace[];
  /** Its HTML is made on the server: it is public and the same for everybody. */
  readonly isPublic: boolean;
  /** Of its code, a `PageModule`. */
  readonly file: `./features/${string}page.tsx`;
}
