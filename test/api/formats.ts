/** The string formats of the reference in words of our own: a second opinion on what the platform takes and gives. */
export type FormatName =
  | 'instant'
  | 'time-zone'
  | 'currency'
  | 'country'
  | 'language'
  | 'label'
  | 'text'
  | 'email-address'
  | 'user-id';

type Formats = Readonly<Record<FormatName, (value: string) => boolean>>;

const timeZones = new Set(Intl.supportedValuesOf('timeZone'));

function isTimeZone(name: string): boolean {
  if (timeZones.has(name) || name === 'UTC') return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isInstant(text: string): boolean {
  const [, year, month, day, hour, minute, second, offsetHour = '0', offsetMinute = '0'] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](\d\d):(\d\d))$/.exec(text) ?? [];
  if (year === undefined) return false;
  const lastDay = new Date(Date.UTC(2000, Number(month), 0)).getUTCDate();
  const isLeap = (Number(year) % 4 === 0 && Number(year) % 100 !== 0) || Number(year) % 400 === 0;
  const days = month === '02' && !isLeap ? 28 : lastDay;
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  const isOffset = Number(offsetHour) < 24 && Number(offsetMinute) < 60;
  // In UTC it may be another year, which has to have four digits as well.
  return isDay && isTime && isOffset && /^\d{4}-/.test(new Date(text).toISOString());
}

function isText(value: string): boolean {
  return value.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(value);
}

function isLabel(value: string): boolean {
  const seen = value.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{C}\p{Z}]/gu, '');
  return value.isWellFormed() && !/\p{Cc}/u.test(value) && seen !== '';
}

/** What is taken. */
export const writtenFormats: Formats = {
  instant: isInstant,
  'time-zone': isTimeZone,
  currency: (value) => /^[A-Z]{3}$/.test(value),
  country: (value) => /^[A-Z]{2}$/.test(value),
  language: (value) => /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(value),
  label: isLabel,
  text: isText,
  'email-address': (value) => /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(value),
  'user-id': (value) => /^[!-~]{1,128}$/.test(value),
};

/** What is answered: as what is taken, and every instant in UTC. */
export const readFormats: Formats = {
  ...writtenFormats,
  instant: (value) => isInstant(value) && value.endsWith('Z'),
};
