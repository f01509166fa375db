import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '@myevents/contracts/client';
import { createLogger } from '@myevents/http-kit';
import { injectApi } from '../src/api.ts';
import { readConfig } from '../src/config.ts';
import { openPlatform, type Platform } from '../src/platform.ts';

export interface PlatformInFolder extends AsyncDisposable {
  readonly api: Api;
  readonly platform: Platform;
}

/** The whole platform on embedded engines, in a folder that goes with it. It does not listen. */
export async function openPlatformInFolder(): Promise<PlatformInFolder> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'myevents-cli-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const config = readConfig({ env: { STORE_URL: `sqlite:${join(folder, 'data')}` } });
  const platform = opening.use(await openPlatform(config, createLogger({ level: 'silent' })));
  const closing = opening.move();
  return { api: injectApi(platform.app), platform, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
