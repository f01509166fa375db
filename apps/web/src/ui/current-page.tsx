import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { useLocation, useSearch } from 'wouter';
import { useApi } from '../api/api-context.ts';
import type { Language } from '../i18n/languages.ts';
import { messagesOf } from '../i18n/messages.ts';
import { matchPage, moduleOf, preparePage } from '../routing.ts';
import { NotFound } from './not-found.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { PageLoading } from './page-loading.tsx';

/**
 * The page that the address names. A page that is not prepared yet is prepared while the one before stays; only where there is
 * none, something moves.
 */
export function CurrentPage({ language }: { readonly language: Language }) {
  const api = useApi();
  const queries = useQueryClient();
  const [path] = useLocation();
  const search = useSearch();
  const match = matchPage(path);
  const [shownNow, setShownNow] = useState(() => ({ path, texts: messagesOf(language) }));
  const [failed, setFailed] = useState<string>();

  const isReady = match === undefined || moduleOf(match.entry) !== undefined;
  useEffect(() => {
    let isCurrent = true;
    const target = matchPage(path);
    preparePage(target, { api, queries, language, search: new URLSearchParams(search) }).then(
      () => {
        if (!isCurrent) return;
        const texts = messagesOf(language);
        setShownNow((now) => (now.path === path && now.texts === texts ? now : { path, texts }));
        setFailed(undefined);
      },
      () => isCurrent && setFailed(path),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, queries, language, path, search]);

  if (failed === path) return <NotFound isBroken />;
  const shown = isReady && shownNow.path === path ? match : matchPage(shownNow.path);
  if (shown === undefined) return <NotFound />;
  const module = moduleOf(shown.entry);
  if (module === undefined) return <PageLoading />;
  // The frame has the texts that were there at first; a page that came later brings its own.
  return (
    <IntlProvider locale={language} messages={shownNow.texts} timeZone="UTC">
      <PageBoundary path={path}>
        <module.Page key={shown.entry.path} params={shown.params} />
      </PageBoundary>
    </IntlProvider>
  );
}
