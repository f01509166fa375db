/** `.vite/manifest.json`, as far as it is read here: https://vite.dev/guide/backend-integration */
export type Manifest = Readonly<Record<string, ManifestChunk>>;

interface ManifestChunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/**
 * Links to the styles of a page's own code, so that it is painted once and as it stays, and to its scripts, so that they come beside
 * those of the entry, not after them. What the entry has is in the template already.
 */
export function writePreloads(manifest: Manifest, pageFile: string): string[] {
  const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  const there = closure(manifest, entry);
  const wanted = [...closure(manifest, [pageFile.replace('./', 'src/')])].filter((key) => !there.has(key));
  const chunks = wanted.flatMap((key) => manifest[key] ?? []);
  const styles = new Set(chunks.flatMap(({ css = [] }) => css));
  const known = new Set([...there].flatMap((key) => manifest[key]?.css ?? []));
  return [
    ...[...styles].filter((file) => !known.has(file)).map((file) => `<link rel="stylesheet" href="/${file}">`),
    ...chunks.map(({ file }) => `<link rel="modulepreload" href="/${file}">`),
  ];
}

function closure(manifest: Manifest, keys: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const one of manifest[key]?.imports ?? []) visit(one);
  };
  for (const key of keys) visit(key);
  return seen;
}
