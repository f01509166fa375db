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
/** What was half made when its process was killed; no build takes that long. */
const abandonedAfterMs = 3_600_000;

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
  const isPresent = !isForced && (await isBuilt(name));
  if (!isPresent) await makeBuild(name, isForced);
  if ((await readFile(currentFile, 'utf8').catch(() => '')) !== name) await replaceFile(currentFile, name);
  if (!isPresent) await removeOld(name);
  return { outcome: isPresent ? 'present' : 'built', ms: performance.now() - startedAt };
}

async function isBuilt(name: string): Promise<boolean> {
  const file = await stat(join(builds, name, 'server/server.js')).catch(() => undefined);
  return file !== undefined;
}

async function makeBuild(name: string, isForced: boolean): Promise<void> {
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
    // Whoever was quicker made the same, and a server may have begun with it.
    if (!isForced && (await isBuilt(name))) return;
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
  const entries = await readdir(builds, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== name);
  const dated = await Promise.all(
    folders.map(async (folder) => ({ name: folder.name, at: await changedAt(folder.name) })),
  );
  const isWhole = (folder: { readonly name: string }) => !folder.name.startsWith('.');
  const whole = dated.filter(isWhole).sort((one, other) => other.at - one.at);
  const abandoned = dated.filter((folder) => !isWhole(folder) && folder.at < Date.now() - abandonedAfterMs);
  const old = [...whole.slice(buildsKept - 1), ...abandoned];
  await Promise.all(old.map((folder) => rm(join(builds, folder.name), { recursive: true, force: true })));
}

/** Another build may have removed it meanwhile. */
async function changedAt(name: string): Promise<number> {
  return stat(join(builds, name)).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}
