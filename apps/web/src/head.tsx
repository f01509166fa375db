import { createContext, use, useEffect } from 'react';

/** What the head of a page says, to people, search engines and previews of links. */
export interface Head {
  /** Without the name of the site. */
  readonly title: string;
  readonly description?: string;
  /** Path of the one address that this page should be known by. */
  readonly canonical?: string;
  /** Kept out of search engines. */
  readonly isPrivate?: boolean;
  /** schema.org. */
  readonly jsonLd?: object;
  /** A page that stands for something that is not there. */
  readonly status?: number;
}

/** On the server a page's head is collected while it is rendered. */
export interface HeadCollector {
  head?: Head;
}

export const HeadContext = createContext<HeadCollector | undefined>(undefined);

export const siteName = 'MyEvents';
export const toDocumentTitle = (title: string): string => (title === siteName ? siteName : `${title} · ${siteName}`);

/** Says what the page is called. Each page has one. */
export function PageHead(head: Head) {
  const collector = use(HeadContext);
  if (collector !== undefined) collector.head = head;
  const title = toDocumentTitle(head.title);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
