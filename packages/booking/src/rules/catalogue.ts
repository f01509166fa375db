import type { ShowCommand } from '../commands.ts';
import { aboutShow, accept, type Ruling } from '../ruling.ts';
import type { Show } from '../show.ts';

type Command<T extends ShowCommand['type']> = Extract<ShowCommand, { type: T }>;

/** Rule 9: older news changes nothing, and nothing brings a cancelled show back. */
export function ruleConfigure(show: Show, command: Command<'ConfigureShow'>, now: number): Ruling {
  const { catalogueVersion, settings } = command;
  if (show.isCancelled || catalogueVersion <= show.catalogueVersion) return accept(aboutShow);
  return accept(aboutShow, { type: 'ShowConfigured', at: now, catalogueVersion, settings });
}

/** Also for a show that was never heard of, so that news that came late cannot open it. */
export function ruleCancelShow(show: Show, { catalogueVersion }: Command<'CancelShow'>, now: number): Ruling {
  if (show.isCancelled || catalogueVersion < show.catalogueVersion) return accept(aboutShow);
  return accept(aboutShow, { type: 'ShowCancelled', at: now, catalogueVersion });
}
