import { createApi } from '@myevents/contracts/client';
import type { Outcome, ParsedFile, PlannedEntry, SettingMistake } from '@myevents/event-import';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { type ImportSettings, noSettings, saidTexts } from './settings.ts';
import { webExchange } from './web-exchange.ts';

/** The importer knows all formats, zones and countries: it comes when there is something to import. */
const loadImporter = () => import('@myevents/event-import');
type Importer = Awaited<ReturnType<typeof loadImporter>>;

const api = createApi(webExchange);

interface Source {
  readonly name: string;
  readonly file: ParsedFile;
  readonly importer: Importer;
}

export interface ImportRun {
  readonly done: number;
  readonly total: number;
  readonly isRunning: boolean;
  /** When it is over: in the order of the file. Until then: as they come. */
  readonly outcomes: readonly Outcome[];
  readonly error?: unknown;
}

/** A file on its way in: read, looked at, taken. Nothing is sent before `apply`. */
export function useImport() {
  const queries = useQueryClient();
  const [source, setSource] = useState<Source>();
  const [unreadable, setUnreadable] = useState<{ readonly name: string; readonly reason?: string }>();
  const [isOpening, setOpening] = useState(false);
  const [settings, setSettings] = useState<ImportSettings>(noSettings);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [run, setRun] = useState<ImportRun>();
  const [now] = useState(Date.now);

  async function open(name: string, content: Uint8Array | string): Promise<void> {
    setRun(undefined);
    setLeftOut(new Set());
    setUnreadable(undefined);
    setSource(undefined);
    setOpening(true);
    try {
      const importer = await loadImporter();
      const options = { now };
      const file =
        typeof content === 'string' ? importer.parseText(content, options) : importer.parseFile(content, options);
      setSource({ name, file, importer });
    } catch (error) {
      const isOfFile = error instanceof Error && error.name === 'UnreadableFileError';
      setUnreadable(isOfFile ? { name, reason: error.message } : { name });
    }
    setOpening(false);
  }

  const site = useQuery({
    queryKey: ['programme', 'import-site', settings.locationId, settings.hallId],
    queryFn: async () => {
      const { readSite } = await loadImporter();
      return readSite(api, settings.locationId, settings.hallId === '' ? undefined : settings.hallId);
    },
    enabled: settings.locationId !== '',
    retry: false,
  });
  const isSiteMissing = settings.locationId !== '' && site.data === undefined;

  const texts = useDeferredValue(settings.texts);
  const looked = useMemo(() => {
    if (source === undefined || isSiteMissing) return undefined;
    const { defaults, mistakes } = source.importer.readDefaults(saidTexts(texts), now);
    const target = site.data === undefined ? {} : { site: site.data };
    return { defaults, mistakes, planned: source.importer.planImport({ file: source.file, defaults, ...target }) };
  }, [source, texts, site.data, isSiteMissing, now]);

  const planned: readonly PlannedEntry[] = looked?.planned ?? [];
  const takeable = planned.filter(({ outcome }) => outcome.kind !== 'refused');
  const chosen = takeable.filter(({ outcome }) => !leftOut.has(outcome.at));
  const mistakes: readonly SettingMistake[] = looked?.mistakes ?? [];

  async function apply(): Promise<void> {
    if (source === undefined || looked === undefined) return;
    const wanted = new Set(chosen.map(({ outcome }) => outcome.at));
    const file = { ...source.file, entries: source.file.entries.filter(({ at }) => wanted.has(at)), refusals: [] };
    const { isDraft, mayUpdate, mayCancel } = settings;
    const came: Outcome[] = [];
    setRun({ done: 0, total: wanted.size, isRunning: true, outcomes: [] });
    try {
      const outcomes = await source.importer.applyImport({
        file,
        defaults: looked.defaults,
        ...(site.data !== undefined && { site: site.data }),
        api,
        isDraft,
        mayUpdate,
        mayCancel,
        onStep(done, total, outcome) {
          came.push(outcome);
          setRun({ done, total, isRunning: true, outcomes: [...came] });
        },
      });
      setRun({ done: outcomes.length, total: outcomes.length, isRunning: false, outcomes });
    } catch (error) {
      setRun({ done: came.length, total: wanted.size, isRunning: false, outcomes: [...came], error });
    }
    await queries.invalidateQueries({ queryKey: ['programme'] });
  }

  return {
    source,
    isOpening,
    unreadable,
    open,
    settings,
    change: (changes: Partial<ImportSettings>) => setSettings((known) => ({ ...known, ...changes })),
    siteError: site.error,
    isLooking: isSiteMissing && site.error === null,
    mistakes,
    planned,
    takeable: takeable.length,
    chosen: chosen.length,
    leftOut,
    setLeftOut,
    choose(at: string, isChosen: boolean) {
      setLeftOut((known) => {
        const next = new Set(known);
        if (isChosen) next.delete(at);
        else next.add(at);
        return next;
      });
    },
    run,
    apply,
  };
}

export type Import = ReturnType<typeof useImport>;
