import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useApi } from '../api/api-context.ts';
import type { Language } from '../i18n/languages.ts';
import { matchPage, moduleOf, preparePage } from '../routing.ts';
import { NotFound } from './not-found.tsx';
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
  const [shownPath, setShownPath] = useState(path);
  const [failed, setFailed] = useState<string>();

  const isReady = match === undefined || moduleOf(match.entry) !== undefined;
  useEffect(() => {
    let isCurrent = true;
    const target = matchPage(path);
    preparePage(target, { api, queries, language, search: new URLSearchParams(search) }).then(
      () => {
        if (!isCurrent) return;
        setShownPath(path);
        setFailed(undefined);
      },
      () => isCurrent && setFailed(path),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, queries, language, path, search]);

  if (failed === path) return <NotFound isBroken />;
  const shown = isReady && shownPath === path ? match : matchPage(shownPath);
  if (shown === undefined) return <NotFound />;
  const module = moduleOf(shown.entry);
  if (module === undefined) return <PageLoading />;
  return <module.Page key={shown.entry.path} params={shown.params} />;
}
