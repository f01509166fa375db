/** What the importer says where the file says nothing. */
export interface ImportDefaults {
  /** Epoch milliseconds: what ended before is over. */
  readonly now: number;
  readonly timeZone?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly city?: string;
  /** ISO 4217. */
  readonly currency?: string;
  /** In major units. */
  readonly price?: string;
  readonly capacity?: number;
  readonly durationMinutes: number;
  readonly type?: string;
  readonly language?: string;
  /** The name of the location for entries that name none. */
  readonly locationName?: string;
}

/** Everything that can be said besides the file. */
export type ImportSetting =
  | Exclude<keyof ImportDefaults, 'now'>
  | 'locationId'
  | 'hallId'
  | 'isDraft'
  | 'mayUpdate'
  | 'mayCancel';

/** Where neither the file nor the importer says how many people fit in. */
export const capacityDefault = 100;
