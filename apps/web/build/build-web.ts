import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { compressFiles } from './compress-files.ts';
import { fingerprint } from './fingerprint.ts';
import { writeApiTypes } from './write-api-types.ts';

const root = join(import.meta.dirname, '..');
const stampFile = join(root, 'dist/stamp');

export interface BuildOutcome {
  readonly outcome: 'built' | 'present';
  readonly ms: number;
}

/** Makes `dist/client` (files for browsers, compressed ahead) and `dist/server` (renders pages to HTML). */
export async function buildWeb({ isForced = false }: { readonly isForced?: boolean } = {}): Promise<BuildOutcome> {
  const startedAt = performance.now();
  const stamp = await fingerprint(root);
  const elapsed = () => performance.now() - startedAt;
  if (!isForced && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) {
    return { outcome: 'present', ms: elapsed() };
  }
  await rm(stampFile, { force: true });
  await writeApiTypes(join(root, 'generated/api.ts'));
  const shared = { root, logLevel: 'warn', mode: 'production' } as const;
  await build(shared);
  await build({ ...shared, build: { ssr: 'src/server.tsx', copyPublicDir: false, emptyOutDir: true } });
  await compressFiles(join(root, 'dist/client'));
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(stampFile, stamp);
  return { outcome: 'built', ms: elapsed() };
}
