import type { DefaultName, ImportSetting } from '@myevents/event-import';

/** What is said beside the file, as it is typed; empty is not said. */
export interface ImportSettings {
  readonly texts: Readonly<Record<DefaultName, string>>;
  /** Everything is to be held there. */
  readonly locationId: string;
  readonly hallId: string;
  readonly isDraft: boolean;
  readonly mayUpdate: boolean;
  readonly mayCancel: boolean;
}

export const defaultNames = [
  'locationName',
  'city',
  'country',
  'timeZone',
  'price',
  'currency',
  'capacity',
  'durationMinutes',
  'type',
  'language',
] as const satisfies readonly DefaultName[];

export const noSettings: ImportSettings = {
  texts: {
    locationName: '',
    city: '',
    country: '',
    timeZone: '',
    price: '',
    currency: '',
    capacity: '',
    durationMinutes: '',
    type: '',
    language: '',
  },
  locationId: '',
  hallId: '',
  isDraft: true,
  mayUpdate: false,
  mayCancel: false,
};

/** The id of the field in which a setting is said. */
export const fieldId = (setting: ImportSetting): string => `import-${setting}`;

/** What was typed, without what was not. */
export function saidTexts(texts: ImportSettings['texts']): Partial<Record<DefaultName, string>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );
}
