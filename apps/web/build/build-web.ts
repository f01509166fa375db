import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { buildWorker } from './build-worker.ts';
import { compressFiles } from './compress-files.ts';
import { fingerprint } from './fingerprint.ts';
import { writeApiTypes } from './write-api-types.ts';

const root = join(import.meta.dirname, '..');
const builds = join(root, 'dist');
/** Holds the name of the newest build; a server reads it once, at its start. */
const currentFile = join(builds, 'current');
/** Servers that still run may have begun with an earlier build. */
const buildsKept = 3;

export interface BuildOutcome {
  readonly outcome: 'built' | 'present';
  readonly ms: number;
}

/**
 * Makes `dist/<fingerprint>` with `client` (files for browsers, compressed ahead) and `server` (renders pages to HTML), unless it
 * is there already. Nothing half made is ever seen, also when two do it at once.
 */
export async function buildWeb({ isForced = false }: { readonly isForced?: boolean } = {}): Promise<BuildOutcome> {
  const startedAt = performance.now();
  const name = (await fingerprint(root)).slice(0, 16);
  const isPresent =
    !isForced && (await readFile(join(builds, name, 'server/server.js')).catch(() => undefined)) !== undefined;
  if (!isPresent) await makeBuild(name);
  if ((await readFile(currentFile, 'utf8').catch(() => '')) !== name) await replaceFile(currentFile, name);
  if (!isPresent) await removeOld(name);
  return { outcome: isPresent ? 'present' : 'built', ms: performance.now() - startedAt };
}

async function makeBuild(name: string): Promise<void> {
  // Whoever starts it, the libraries are built as for production: Vite would go by this.
  process.env['NODE_ENV'] = 'production';
  const folder = join(builds, `.making-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeApiTypes(join(root, 'generated/api.ts'));
    const shared = { root, logLevel: 'warn', mode: 'production' } as const;
    await build({ ...shared, build: { outDir: join(folder, 'client'), emptyOutDir: true } });
    await build({
      ...shared,
      build: { outDir: join(folder, 'server'), ssr: 'src/server.tsx', copyPublicDir: false, emptyOutDir: true },
    });
    await buildWorker(root, join(folder, 'client'));
    await compressFiles(join(folder, 'client'));
    await rm(join(builds, name), { recursive: true, force: true });
    await rename(folder, join(builds, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.${process.pid}`;
  await writeFile(next, text);
  await rename(next, file);
}

async function removeOld(name: string): Promise<void> {
  const others = (await readdir(builds, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== name)
    .map((entry) => join(builds, entry.name));
  const dated = await Promise.all(others.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })));
  const old = dated.sort((one, other) => other.at - one.at).slice(buildsKept - 1);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}
