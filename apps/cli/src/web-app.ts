import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { WebApp } from '@myevents/gateway';
import type { Logger } from '@myevents/http-kit';
import type { Config } from './config.ts';

const builds = new URL('../../web/dist/', import.meta.url);

/** The web app as `npm start` builds it; undefined, with a warning, where it has not been built: the API is served all the same. */
export async function findWebApp(config: Config, log: Logger): Promise<WebApp | undefined> {
  const name = await readFile(new URL('current', builds), 'utf8').catch(() => '');
  if (name === '') {
    log.warn('the web app is not built: `npm run build:web` does it; until then there is a plain start page');
    return undefined;
  }
  const built = new URL(`${name}/`, builds);
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
