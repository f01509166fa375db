/** How the seats of a row are numbered, as who looks at the stage sees them. `oddLeft`: 5 3 1 2 4, `oddRight`: 4 2 1 3 5. */
export const numberings = ['leftToRight', 'rightToLeft', 'oddLeft', 'oddRight'] as const;
export type Numbering = (typeof numberings)[number];

/** The labels of a row from left to right: as many numbers as seats, from `first` on. */
export function numberSeats(count: number, numbering: Numbering, first = 1): readonly string[] {
  const rising = Array.from({ length: count }, (_, at) => String(first + at));
  switch (numbering) {
    case 'leftToRight':
      return rising;
    case 'rightToLeft':
      return rising.toReversed();
    case 'oddLeft':
      return fromMiddle(rising);
    case 'oddRight':
      return fromMiddle(rising).toReversed();
    default:
      return numbering satisfies never;
  }
}

/** The first, third, … from the middle to the left, the others from there to the right. */
function fromMiddle(rising: readonly string[]): readonly string[] {
  const left = rising.filter((_label, at) => at % 2 === 0);
  const right = rising.filter((_label, at) => at % 2 === 1);
  return [...left.toReversed(), ...right];
}

/** `A` → `B`, `Z` → `AA`, `9` → `10`, `R9` → `R10`, `Box` → `Box 2`. */
export function nextName(name: string): string {
  const [, before = '', digits] = /^(.*?)(\d+)$/su.exec(name) ?? [];
  if (digits !== undefined) return before + String(BigInt(digits) + 1n).padStart(digits.length, '0');
  const letters = /^([A-Z]{1,3}|[a-z]{1,3})$/.exec(name)?.[0];
  return letters === undefined ? `${name} 2` : nextLetters(letters);
}

function nextLetters(letters: string): string {
  const [first, last] = letters === letters.toUpperCase() ? ['A', 'Z'] : ['a', 'z'];
  const end = letters.length - 1;
  for (let at = end; at >= 0; at -= 1) {
    if (letters[at] === last) continue;
    const raised = String.fromCharCode(letters.charCodeAt(at) + 1);
    return letters.slice(0, at) + raised + first.repeat(end - at);
  }
  return first.repeat(letters.length + 1);
}

/** Row after row from the first one's name; `skipsLookalikes`: without I and O, which look like 1 and 0. */
export function nameRows(
  first: string,
  count: number,
  { skipsLookalikes = false }: { readonly skipsLookalikes?: boolean } = {},
): readonly string[] {
  const names: string[] = [];
  for (let name = first; names.length < count; name = nextName(name)) {
    if (!(skipsLookalikes && /^[A-Za-z]+$/.test(name) && /[IO]/i.test(name) && names.length > 0)) names.push(name);
  }
  return names;
}
