import { keptCache } from '../api/kept-answer.ts';
import { answerKindOf } from './answer-kind.ts';
import type { OfflineFiles } from './files.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build. */
declare const offlineFiles: OfflineFiles;
const files = offlineFiles;

const assetsCache = 'myevents-assets';
const shellCache = 'myevents-shell';
/** Any page of bookings: they all begin as the same empty frame. */
const shellPath = '/bookings';

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const asked = { method: request.method, url: request.url, isNavigation: request.mode === 'navigate' };
  const kind = answerKindOf(asked, self.location.origin);
  if (kind === 'asset') event.respondWith(answerAsset(request));
  if (kind === 'page') event.respondWith(answerPage(request));
  if (kind === 'resource') event.respondWith(answerResource(request));
});
self.addEventListener('notificationclick', (event) => event.waitUntil(openNotice(event.notification)));

async function install(): Promise<void> {
  const shell = await fetch(shellPath, { cache: 'no-store' });
  if (!shell.ok) throw new Error(`${shellPath} answered ${shell.status}`);
  await keepShell(shell.clone());
  const language = /<html lang="([a-z]+)"/.exec(await shell.text())?.[1] ?? '';
  const cache = await caches.open(assetsCache);
  const wanted = [...files.needed, ...(files.texts[language] ?? [])];
  const missing = await Promise.all(wanted.map(async (path) => ((await cache.match(path)) ? [] : [path])));
  await cache.addAll(missing.flat());
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const cache = await caches.open(assetsCache);
  const present = new Set(files.all);
  const old = (await cache.keys()).filter(({ url }) => !present.has(new URL(url).pathname));
  await Promise.all(old.map((request) => cache.delete(request)));
  await self.clients.claim();
}

/** A file with a hash in its name never changes. */
async function answerAsset(request: Request): Promise<Response> {
  const cache = await caches.open(assetsCache);
  const kept = await cache.match(request.url);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone()).catch(() => undefined);
  return response;
}

async function answerPage(request: Request): Promise<Response> {
  const response = await fetch(request).catch(() => undefined);
  if (response !== undefined && !isAway(response)) {
    if (response.ok) await keepShell(response.clone()).catch(() => undefined);
    return response;
  }
  return (await caches.match(shellPath, { cacheName: shellCache })) ?? response ?? Response.error();
}

/** What the server says; only where it says nothing, what a page has kept, which carries its date. */
async function answerResource(request: Request): Promise<Response> {
  const response = await fetch(request).catch(() => undefined);
  if (response !== undefined && !isAway(response)) return response;
  const kept = await caches.match(new URL(request.url).pathname, { cacheName: keptCache });
  return kept ?? response ?? Response.error();
}

/** Somebody answers in its place. */
const isAway = ({ status }: Response): boolean => status >= 502 && status <= 504;

async function keepShell(response: Response): Promise<void> {
  const cache = await caches.open(shellCache);
  await cache.put(shellPath, response);
}

async function openNotice(notice: Notification): Promise<void> {
  notice.close();
  const { url } = notice.data as { readonly url: string };
  const target = new URL(url, self.location.origin).href;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find((one) => one.url === target);
  await (page === undefined ? self.clients.openWindow(target) : page.focus());
}
