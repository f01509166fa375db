import './ui/styles.ts';
import { hydrate } from '@tanstack/react-query';
import { startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { createApi } from './api/client.ts';
import { onComeback, watchedFetch } from './api/connection.ts';
import { createQueries } from './api/queries.ts';
import { App } from './app.tsx';
import { directionOf, isLanguage, type Language } from './i18n/languages.ts';
import { keepMessages } from './i18n/messages.ts';
import { followNewerBuilds } from './newer-build.ts';
import { readPageData } from './page-data.ts';
import { matchPage, preparePage } from './routing.ts';
import { hasMine } from './session/buyer.ts';
import { startOffline } from './session/offline.ts';

followNewerBuilds();
const data = readPageData();
const language: Language = data?.language ?? firstLanguage();
document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);

const api = createApi({ baseUrl: location.origin, fetch: watchedFetch });
const queries = createQueries();
if (data !== undefined) {
  keepMessages(language, data.messages);
  hydrate(queries, data.queries);
}
onComeback(() => void queries.invalidateQueries());

// What is on the screen already stays until the page can take over as a whole.
await preparePage(matchPage(location.pathname), {
  api,
  queries,
  language,
  search: new URLSearchParams(location.search),
});
const app = <App api={api} queries={queries} language={language} settings={data?.settings ?? {}} />;
const element = document.querySelector('#app');
if (element === null) throw new Error('the page has no #app');
if (element.firstElementChild === null) createRoot(element).render(app);
// In small steps, as a transition is done: a cheap phone scrolls while the page is taken over.
else startTransition(() => void hydrateRoot(element, app));

if (hasMine()) startOffline();

function firstLanguage(): Language {
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}
