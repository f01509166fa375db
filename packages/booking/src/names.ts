/**
 * Rule 3: two people's names are the same when this gives the same text. Compatibility forms, invisible characters, case and
 * white space make no difference. Applying it twice changes nothing. Empty where nothing visible was given.
 */
export function normaliseName(name: string): string {
  const visible = name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC');
  const folded = visible.toUpperCase().toLowerCase().normalize('NFKC');
  return folded.replace(/\p{White_Space}+/gu, ' ').trim();
}
