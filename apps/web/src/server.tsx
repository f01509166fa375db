import './ui/styles.ts';
import { dehydrate } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { createApi } from './api/client.ts';
import { createQueries } from './api/queries.ts';
import { App } from './app.tsx';
import { type HeadCollector, HeadContext } from './head.tsx';
import { directionOf, isLanguage, type Language, languages } from './i18n/languages.ts';
import { messagesOf } from './i18n/messages.ts';
import { writePageData } from './page-data.ts';
import { matchPage, preparePage } from './routing.ts';
import {
  filesOfPage,
  linkToPresentStyle,
  linkToScript,
  linkToStyle,
  type Manifest,
  type PageFiles,
} from './server/page-files.ts';
import { writeHead } from './server/write-head.ts';
import type { WebSettings } from './settings.ts';

export interface RenderRequest {
  /** Path and query. */
  readonly url: string;
  readonly language: string;
  /** Scheme and host by which people reach the site. */
  readonly origin: string;
  readonly settings: WebSettings;
  /** `index.html` as it was built. */
  readonly template: string;
  /** What the build says of its files. */
  readonly manifest: Manifest;
  /** The text of a built style sheet. */
  readonly readStyle: (file: string) => string;
  readonly fetch: (request: Request) => Promise<Response>;
}

export interface RenderedPage {
  readonly status: number;
  readonly html: string;
}

/** The languages a page can be asked for in. */
export { languages };

/**
 * A page as HTML with its head and its data. Public pages are rendered whole; of others, which belong to one browser, only the
 * frame is, the rest is done there.
 */
export async function render(request: RenderRequest): Promise<RenderedPage> {
  // Never as a URL: `//elsewhere/search` is a path as well, and no page of ours.
  const [pathname = '/', search = ''] = request.url.split('?', 2);
  const language: Language = isLanguage(request.language) ? request.language : 'en';
  const api = createApi({ baseUrl: request.origin, fetch: request.fetch });
  const queries = createQueries();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } });
  const match = matchPage(pathname);
  const isShell = match?.entry.isPublic === false;
  if (!isShell) await preparePage(match, { api, queries, language, search: new URLSearchParams(search) });

  const collector: HeadCollector = {};
  const app = isShell
    ? ''
    : renderToString(
        <HeadContext value={collector}>
          <App {...{ api, queries, language, settings: request.settings }} ssr={{ path: pathname, search }} />
        </HeadContext>,
      );
  const head = collector.head ?? { title: 'MyEvents', isPrivate: true };
  const data = writePageData({
    language,
    settings: request.settings,
    messages: messagesOfPage(language, isShell),
    queries: dehydrate(queries),
  });
  queries.clear();
  const files = match === undefined ? noFiles : filesOfPage(request.manifest, match.entry.file);
  const { template } = request;
  const html = fill(isShell || match === undefined ? template : putScriptsLast(template, files), {
    '<html lang="en" dir="ltr">': `<html lang="${language}" dir="${directionOf(language)}">`,
    '<!--head-->': writeHead(head, { origin: request.origin, pathname, language }),
    // Last in the head: a page's styles refine those of every page.
    '</head>': [...toHeadLines(files, isShell, request.readStyle), '</head>'].join('\n  '),
    '<!--app-->': app,
    '<!--data-->': [...(isShell ? [] : [...files.baseStyles, ...files.styles].map(linkToPresentStyle)), data].join(
      '\n    ',
    ),
  });
  return { status: head.status ?? (match === undefined ? 404 : 200), html };

  function messagesOfPage(of: Language, isEmpty: boolean) {
    const wanted = new Set<string>(['shell', 'problems', ...(match?.entry.namespaces ?? [])]);
    if (isEmpty) return {};
    return Object.fromEntries(Object.entries(messagesOf(of)).filter(([namespace]) => wanted.has(namespace)));
  }
}

function fill(template: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [mark, part]) => text.replace(mark, () => part), template);
}

const noFiles: PageFiles = { baseStyles: [], baseScripts: [], styles: [], scripts: [] };

/**
 * A public page brings its styles with it and asks for its scripts when it has been painted: it is read with the first answer, and
 * nothing shares the line with that. The frame of a private page has nothing to paint, and links to both.
 */
function toHeadLines(
  { baseStyles, styles, scripts }: PageFiles,
  isShell: boolean,
  readStyle: (file: string) => string,
): readonly string[] {
  const lines = isShell
    ? [...styles.map(linkToStyle), ...scripts.map(linkToScript)]
    : [...baseStyles, ...styles].map((file) => `<style>${readStyle(file).trim()}</style>`);
  return lines.map((line) => `  ${line}`);
}

/** Without links in the head: those to styles, which are there already, and to scripts, which the last script of the page asks for. */
function putScriptsLast(template: string, { baseStyles, baseScripts, scripts }: PageFiles): string {
  const bare = [...baseStyles, ...baseScripts].reduce(
    (text, file) => text.replace(new RegExp(`\\s*<link [^>]*href="/${file}">`), ''),
    template,
  );
  const files = [...baseScripts, ...scripts].map((file) => `/${file}`);
  return bare.replace('<script data-entry', `<script data-scripts="${files.join(' ')}" data-entry`);
}
