/** So many of a kind are kept; a server writes in every language and the zone of every venue. */
const keptMax = 500;

/** Making a format of `Intl` takes about fifty times as long as writing with it: those made before are kept. */
function keep<Args extends readonly unknown[], Format>(make: (...args: Args) => Format): (...args: Args) => Format {
  const made = new Map<string, Format>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= keptMax) made.clear();
    const format = make(...args);
    made.set(key, format);
    return format;
  };
}

export const timeFormat = keep(
  (language: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options),
);

export const numberFormat = keep(
  (language: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options),
);

export const displayNames = keep(
  (language: string, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(language, options),
);

export const listFormat = keep((language: string) => new Intl.ListFormat(language));

/** The zone of the clock of whoever looks. Asked once: the first time it costs a slow phone more than a frame. */
export function zoneOfBrowser(): string {
  zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}

let zone: string | undefined;
