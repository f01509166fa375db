import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What the app is made of, seen from its folder: its sources, what builds it, what the API looks like, and the libraries. */
const parts = [
  'src',
  'public',
  'build',
  'index.html',
  'vite.config.ts',
  'package.json',
  '../../package-lock.json',
  '../../packages/contracts/src',
  '../../packages/event-import/src',
];

/** Changes when anything the build depends on does. */
export async function fingerprint(root: string): Promise<string> {
  const files = (await Promise.all(parts.map((part) => filesIn(join(root, part))))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${relative(root, file)}\n`).update(await readFile(file));
  return hash.digest('hex');
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined;
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (entries === undefined) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
