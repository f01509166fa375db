// Calendars and web pages → events on the platform, for whatever speaks its HTTP API. Runs in browsers: no Node, no DOM.
export { applyImport, type ImportOptions } from './apply-import.ts';
export type { ImportDefaults, ImportSetting } from './defaults.ts';
export {
  type Entry,
  type EntryDate,
  type EntryOffer,
  type EntryPlace,
  type Moment,
  type ParsedFile,
  type ParseOptions,
  type Refusal,
  UnreadableFileError,
} from './entry.ts';
export { countsOf, isAllTaken, type Outcome, type OutcomeKind } from './outcome.ts';
export { parseFile, parseText } from './parse-file.ts';
export type { EntryPlan } from './plan-entry.ts';
export { type PlannedEntry, type PlanOptions, planImport } from './plan-import.ts';
export { type DefaultName, readDefaults, type SettingMistake } from './read-settings.ts';
export { readSite, SettingError, type Site } from './site.ts';
export { fileBytesMax } from './text-file.ts';
export type { Venue } from './venue.ts';
