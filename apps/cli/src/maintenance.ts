import { createLogger } from '@myevents/http-kit';
import { readConfig, type SettingName } from './config.ts';
import { exitCodes } from './failure.ts';
import { openPlatform } from './platform.ts';
import { createProgress } from './progress.ts';

type OnProgress = (done: number, total?: number) => void;

interface Service {
  rebuild(onProgress: OnProgress): Promise<void>;
  republish(onProgress: OnProgress): Promise<void>;
}

interface Maintenance {
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
  readonly used: readonly SettingName[];
  readonly label: string;
  work(service: Service, onProgress: OnProgress): Promise<void>;
}

/** Has the store to itself, and does the same work on both services with a bar for each. */
export async function maintain({ flags, used, label, work }: Maintenance): Promise<number> {
  const config = readConfig({ env: process.env, flags, used });
  const log = createLogger({ level: config.LOG_LEVEL, destination: process.stderr });
  await using platform = await openPlatform(config, log);
  for (const [name, service] of [
    ['events', platform.events],
    ['bookings', platform.bookings],
  ] as const) {
    const progress = createProgress({ label: `${label} ${name}` });
    let count = 0;
    await work(service, (done, total) => {
      count = done;
      progress.update(done, total ?? done);
    });
    progress.finish(`${count} done`);
  }
  return exitCodes.done;
}
