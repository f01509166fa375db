import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Manifest } from 'vite';
import type { OfflineFiles } from '../src/service-worker/files.ts';

/** The pages that work without a connection, and what they load when it is needed. */
const pages = ['list-page.tsx', 'booking-page.tsx', 'ticket-page.tsx', 'calendar-file.ts'];
/** What the frame around them loads as soon as there is a booking. */
const openHoldBar = 'src/ui/open-hold-bar.tsx';
const namespaces = ['shell', 'problems', 'bookings', 'checkout', 'wait', 'show'];

/** Makes `service-worker.js` beside the built app, which knows the app's files by name. */
export async function buildWorker(root: string, clientFolder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(clientFolder, '.vite/manifest.json'), 'utf8')) as Manifest;
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
    publicDir: false,
    define: { offlineFiles: JSON.stringify(toOfflineFiles(manifest)) },
    build: {
      outDir: clientFolder,
      emptyOutDir: false,
      target: 'es2023',
      reportCompressedSize: false,
      lib: {
        entry: 'src/service-worker/worker.ts',
        formats: ['iife'],
        name: 'worker',
        fileName: () => 'service-worker.js',
      },
    },
  });
}

function toOfflineFiles(manifest: Manifest): OfflineFiles {
  const sources = Object.keys(manifest);
  const starts = ['index.html', openHoldBar, ...pages.map((page) => `src/features/bookings/${page}`)];
  const textsOf = (language: string) =>
    namespaces.map((namespace) => `src/messages/${language}/${namespace}.json`).filter((key) => manifest[key]);
  const languages = new Set(sources.flatMap((key) => /^src\/messages\/([a-z]+)\//.exec(key)?.[1] ?? []));
  return {
    all: filesOf(manifest, sources),
    needed: filesOf(manifest, starts),
    texts: Object.fromEntries([...languages].map((language) => [language, filesOf(manifest, textsOf(language))])),
  };
}

/** The files of these chunks and of all that they import from the start. */
function filesOf(manifest: Manifest, starts: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const files = new Set<string>();
  const add = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the build has no ${key}`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(`/${file}`);
    chunk.imports?.forEach(add);
  };
  starts.forEach(add);
  return [...files];
}
