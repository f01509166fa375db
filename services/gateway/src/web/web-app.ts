import type { RendererLimits } from './renderer.ts';

/** What the operator decides for the pages. */
export interface WebSettings {
  /** Map tiles, `https://…/{z}/{x}/{y}.png`; without it the map draws outlines of its own. */
  readonly mapTilesUrl?: string | undefined;
  readonly mapTilesAttribution?: string | undefined;
}

/** The web app as it was built. */
export interface WebApp {
  /** Files for browsers: `index.html`, hashed `assets/`, each with `.br` and `.gz` beside it where that is smaller. */
  readonly clientFolder: string;
  /** A module that exports `render` (see `render-worker.ts`): it makes a page's HTML. */
  readonly serverModule: URL;
  /** Scheme and host by which people reach the site, for links that leave it. Undefined: the address it listens on. */
  readonly publicUrl?: string | undefined;
  readonly settings: WebSettings;
  /** How long a page may take; undefined: as long as is usual. */
  readonly rendering?: RendererLimits | undefined;
}
