import { readFile, stat } from 'node:fs/promises';
import type { Api } from '@myevents/contracts/client';
import {
  applyImport,
  countsOf,
  fileBytesMax,
  type ImportDefaults,
  isAllTaken,
  type ParsedFile,
  parseFile,
  planImport,
  readDefaults,
  readSite,
  SettingError,
  type Site,
  UnreadableFileError,
} from '@myevents/event-import';
import type { Command, OptionValue } from '../command.ts';
import { readConfig } from '../config.ts';
import { exitCodes, Failure, UsageError } from '../failure.ts';
import { optionNames, optionOf, reportText } from '../import-report.ts';
import { createProgress } from '../progress.ts';
import { openTarget } from '../target.ts';

export const importFile: Command = {
  usage: 'FILE [options]',
  about: [
    'Takes events from an iCalendar file (.ics, as Google Calendar, Outlook, Exchange, Apple and event sites export it) or from schema.org Event data (.json, .jsonld, or a web page with it): locations, events and their shows, with recurrences and time zones.',
    'For every entry it says what was taken, or what was refused and why. Running it again changes nothing: an entry that was taken is known by its UID or @id, and new dates in the file become new shows. Rules without an end are followed for twelve months; an entry gives 366 shows at most.',
    'It goes to the server at --url; without it to the server that runs on the configured data folder, else into the configured store itself.',
  ],
  options: {
    url: { type: 'string', value: 'address', help: 'a running server, like http://127.0.0.1:8080' },
    'location-id': { type: 'string', value: 'id', help: 'hold everything at this location, whatever the file says' },
    'hall-id': { type: 'string', value: 'id', help: 'the hall in it. Default: the first' },
    'create-location': { type: 'string', value: 'name', help: 'where an entry names no place: at this one' },
    'time-zone': { type: 'string', value: 'zone', help: 'where the file names none, like Europe/Paris' },
    country: { type: 'string', value: 'code', help: 'where a place names none, like FR' },
    city: { type: 'string', value: 'name', help: 'where a place names none' },
    currency: { type: 'string', value: 'code', help: "where the file names none, like EUR. Default: the country's" },
    price: { type: 'string', value: 'amount', help: 'where the file names none, like 12.50. Default: 0 (free)' },
    capacity: { type: 'string', value: 'number', help: 'tickets for a show where the file names none. Default: 100' },
    duration: { type: 'string', value: 'minutes', help: 'where an entry has no end. Default: 120' },
    type: {
      type: 'string',
      value: 'word',
      help: 'the type of all events. Default: what categories and titles suggest',
    },
    language: { type: 'string', value: 'tag', help: 'where the file names none, like fr' },
    draft: { type: 'boolean', help: 'leave new events unpublished' },
    update: { type: 'boolean', help: 'change events that were imported before and differ from the file now' },
    cancel: { type: 'boolean', help: 'cancel shows that the file calls off' },
    'dry-run': { type: 'boolean', help: 'only say what would be taken; needs no server' },
    json: { type: 'boolean', help: 'print the report as JSON' },
  },
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL', 'LOG_LEVEL'],
  examples: [
    { line: 'myevents import club.ics --dry-run', does: 'look first' },
    { line: 'myevents import club.ics --price 15 --capacity 250 --city Berlin', does: 'what a calendar does not say' },
    { line: 'myevents import https-page-saved.html --url http://127.0.0.1:8080', does: "a page's structured data" },
  ],
  exits: [
    { code: 0, means: 'every entry was taken, or was there already' },
    { code: 1, means: 'some entries or dates were refused (the report says which and why), or it failed' },
  ],
  positionals: { min: 1, max: 1, what: 'FILE' },
  async run({ options, flags, positionals: [path = ''] }) {
    const config = readConfig({ env: process.env, flags, used: importFile.settings });
    const defaults = defaultsFrom(options);
    const file = await readEntries(path);
    const isDryRun = options['dry-run'] === true;
    const [locationId, hallId] = [textOf(options['location-id']), textOf(options['hall-id'])];
    await using target =
      isDryRun && locationId === undefined ? undefined : await openTarget(config, textOf(options['url']));
    const site = target && locationId !== undefined ? await siteOn(target.api, locationId, hallId) : undefined;
    const plan = { file, defaults, ...(site ? { site } : {}) };
    const progress = createProgress({ label: 'Importing' });
    const outcomes =
      isDryRun || !target
        ? planImport(plan).map(({ outcome }) => outcome)
        : await applyImport({
            ...plan,
            api: target.api,
            isDraft: options['draft'] === true,
            mayUpdate: options['update'] === true,
            mayCancel: options['cancel'] === true,
            onStep: (done, total) => progress.update(done, total),
          });
    progress.finish(`${path} (${file.format})${isDryRun ? ', dry run' : ` → ${target?.name ?? ''}`}`);
    const report = { format: file.format, counts: countsOf(outcomes), entries: outcomes, notes: file.notes };
    process.stdout.write(
      options['json'] === true ? `${JSON.stringify(report, undefined, 2)}\n` : reportText({ file, outcomes }),
    );
    return isAllTaken(outcomes) ? exitCodes.done : exitCodes.failed;
  },
};

/** @throws UsageError that names every option with a value that makes no sense. */
function defaultsFrom(options: Readonly<Record<string, OptionValue>>): ImportDefaults {
  const textsOf = ([setting, option]: [string, string]) => [setting, textOf(options[option])];
  const texts = Object.fromEntries(Object.entries(optionNames).map(textsOf));
  const { defaults, mistakes } = readDefaults(texts, Date.now());
  const lines = mistakes.map(({ setting, expected }) => {
    const given = textOf(options[optionNames[setting]]) ?? '';
    return `${optionOf(setting)} must be ${expected}, not ${JSON.stringify(given.slice(0, 40))}.`;
  });
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
  return defaults;
}

/** @throws UsageError if nothing can be held there. */
async function siteOn(api: Api, locationId: string, hallId: string | undefined): Promise<Site> {
  try {
    return await readSite(api, locationId, hallId);
  } catch (error) {
    if (error instanceof SettingError) throw new UsageError(`${optionOf(error.setting)}: ${error.message}`);
    throw error;
  }
}

/** @throws Failure that names the file and what is wrong with it. */
async function readEntries(path: string): Promise<ParsedFile> {
  try {
    const { size } = await stat(path);
    if (size > fileBytesMax) throw new UnreadableFileError('is larger than 50 MB.');
    return parseFile(await readFile(path), { now: Date.now() });
  } catch (cause) {
    if (cause instanceof UnreadableFileError) throw new Failure(`${path} ${cause.message}`, { cause });
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    const reasons: Record<string, string> = {
      ENOENT: 'does not exist',
      EACCES: 'may not be read',
      EISDIR: 'is a folder',
    };
    if (code !== undefined && reasons[code]) throw new Failure(`${path} ${reasons[code]}.`, { cause });
    throw cause;
  }
}

function textOf(value: OptionValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
