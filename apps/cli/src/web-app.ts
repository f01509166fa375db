import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { WebApp } from '@myevents/gateway';
import type { Logger } from '@myevents/http-kit';
import { type Config, isLoopback } from './config.ts';

const allBuilds = new URL('../../web/dist/', import.meta.url);

/** The web app as `npm start` builds it; undefined, with a warning, where it has not been built: the API is served all the same. */
export async function findWebApp(config: Config, log: Logger, builds: URL = allBuilds): Promise<WebApp | undefined> {
  const built = await findBuild(builds);
  if (built === undefined) {
    log.warn('the web app is not built: `npm run build:web` does it; until then there is a plain start page');
    return undefined;
  }
  if (config.PUBLIC_URL === '' && !isLoopback(config.HOST)) {
    log.warn('PUBLIC_URL is not set: the web app names itself to search engines by the address it listens on');
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

/** The newest build, if all that a server needs of it is there. */
async function findBuild(builds: URL): Promise<URL | undefined> {
  try {
    const built = new URL(`${await readFile(new URL('current', builds), 'utf8')}/`, builds);
    const needed = ['client/index.html', 'client/assets/', 'client/.vite/manifest.json', 'server/server.js'];
    await Promise.all(needed.map((path) => access(new URL(path, built))));
    return built;
  } catch {
    return undefined;
  }
}
