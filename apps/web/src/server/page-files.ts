/** `.vite/manifest.json`, as far as it is read here: https://vite.dev/guide/backend-integration */
export type Manifest = Readonly<Record<string, ManifestChunk>>;

interface ManifestChunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** What a page's own code needs beside that of the entry, which the template names already. */
export interface PageFiles {
  /** Of the entry. */
  readonly baseStyles: readonly string[];
  readonly baseScripts: readonly string[];
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

export function filesOfPage(manifest: Manifest, pageFile: string): PageFiles {
  const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  const there = closure(manifest, entry);
  const wanted = [...closure(manifest, [pageFile.replace('./', 'src/')])].filter((key) => !there.has(key));
  const chunks = wanted.flatMap((key) => manifest[key] ?? []);
  const baseStyles = new Set([...there].flatMap((key) => manifest[key]?.css ?? []));
  const styles = new Set(chunks.flatMap(({ css = [] }) => css)).difference(baseStyles);
  const baseScripts = [...there].flatMap((key) => manifest[key]?.file ?? []);
  return { baseStyles: [...baseStyles], baseScripts, styles: [...styles], scripts: chunks.map(({ file }) => file) };
}

export const linkToStyle = (file: string): string => `<link rel="stylesheet" href="/${file}">`;

/** For the loader of the page's code, which asks for no style sheet that is linked: the page has its text already. */
export const linkToPresentStyle = (file: string): string => `<link rel="stylesheet" href="/${file}" disabled>`;

/** Its scripts come beside those of the entry, not after them. */
export const linkToScript = (file: string): string => `<link rel="modulepreload" href="/${file}">`;

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
