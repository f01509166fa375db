import { loadMessages, type Namespace } from './i18n/messages.ts';
import type { LoadContext, PageEntry, PageModule, Params } from './page.ts';
import { pages } from './pages.ts';

export interface Match {
  readonly entry: PageEntry;
  readonly params: Params;
}

const files = import.meta.glob<PageModule>('./features/**/*page.tsx');
const modules = new Map<PageEntry, PageModule>();
const everywhere: readonly Namespace[] = ['shell', 'problems'];

const patterns = pages.map((entry) => ({
  entry,
  pattern: new RegExp(`^${entry.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`),
}));

/** The page at a path, or undefined. Params are decoded; a path that cannot be decoded has no page. */
export function matchPage(path: string): Match | undefined {
  for (const { entry, pattern } of patterns) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const params = decodeAll(match.groups ?? {});
    return params === undefined ? undefined : { entry, params };
  }
  return undefined;
}

function decodeAll(groups: Readonly<Record<string, string>>): Params | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}

/** A page's code, if it is there already. */
export const moduleOf = (entry: PageEntry): PageModule | undefined => modules.get(entry);

/** Gets all that a page is made of, so that it can be shown at once: its code, its texts and what it loads. */
export async function preparePage(
  match: Match | undefined,
  context: Omit<LoadContext, 'params'>,
): Promise<PageModule | undefined> {
  const texts = loadMessages(context.language, [...everywhere, ...(match?.entry.namespaces ?? [])]);
  if (match === undefined) {
    await texts;
    return undefined;
  }
  const { entry, params } = match;
  const module = modules.get(entry) ?? (await files[entry.file]?.());
  if (module === undefined) throw new Error(`no page in ${entry.file}`);
  modules.set(entry, module);
  await Promise.all([texts, module.load?.({ ...context, params }).catch(() => undefined)]);
  return module;
}
