import type { Api } from '@myevents/contracts/client';
import { createLogger } from '@myevents/http-kit';
import { readAddress } from './address-file.ts';
import { httpApi, injectApi } from './api.ts';
import type { Config } from './config.ts';
import { folderOf, isBusEmbedded } from './engines.ts';
import { UsageError } from './failure.ts';
import { openPlatform } from './platform.ts';

/** The platform a command works on: a running server, or the configured store opened in this process. */
export interface Target extends AsyncDisposable {
  readonly api: Api;
  /** For people: an address, or a data folder. */
  readonly name: string;
}

/**
 * The server at `url` if given; else the one that runs on the configured data folder; else the store itself. On engines that
 * processes share, servers may run meanwhile: the bus tells them.
 * @throws StoreUnavailableError or Failure if an engine cannot be opened, UsageError if the URL is none or has to be given.
 */
export async function openTarget(config: Config, url: string | undefined): Promise<Target> {
  if (url !== undefined) return remote(checkedUrl(url));
  const folder = folderOf(config.STORE_URL);
  const running = folder === undefined ? undefined : await readAddress(folder);
  if (running && (await isAlive(running.address))) return remote(running.address);
  if (folder === undefined && isBusEmbedded(config.BUS_URL)) {
    throw new UsageError(
      'With BUS_URL=memory: a server hears of nothing that another process does: name it with --url.',
    );
  }
  const platform = await openPlatform(config, createLogger({ level: config.LOG_LEVEL, destination: process.stderr }));
  return {
    api: injectApi(platform.app),
    name: platform.folder ?? 'the configured store',
    [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
  };
}

function remote(url: string): Target {
  return { api: httpApi(url), name: url, async [Symbol.asyncDispose]() {} };
}

async function isAlive(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

function checkedUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return url;
  throw new UsageError('--url must be an address like http://127.0.0.1:8080.');
}
