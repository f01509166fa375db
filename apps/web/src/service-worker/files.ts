/** The built files that matter without a connection; the build writes them in. */
export interface OfflineFiles {
  /** Every file with a hash in its name. */
  readonly all: readonly string[];
  /** What the pages of bookings and tickets are made of. */
  readonly needed: readonly string[];
  /** Their texts, by language. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}
