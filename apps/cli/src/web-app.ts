import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { WebApp } from '@myevents/gateway';
import type { Logger } from '@myevents/http-kit';
import type { Config } from './config.ts';

const built = new URL('../../web/dist/', import.meta.url);

/** The web app as `npm start` builds it; undefined, with a warning, where it has not been built: the API is served all the same. */
export async function findWebApp(config: Config, log: Logger): Promise<WebApp | undefined> {
  try {
    await access(new URL('stamp', built));
  } catch {
    log.warn(
      'the web app is not built: `npm run build -w @myevents/web` does it; until then there is a plain start page',
    );
    return undefined;
  }
  return {
    clientFolder: fileURLToPath(new URL('client', built)),
    serverModule: new URL('server/server.js', built),
    publicUrl: config.PUBLIC_URL || undefined,
    settings: {
      mapTilesUrl: config.MAP_TILES_URL || undefined,
      mapTilesAttribution: config.MAP_TILES_ATTRIBUTION || undefined,
    },
  };
}
