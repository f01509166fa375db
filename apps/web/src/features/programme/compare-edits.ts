/** Who changed a field since it was read: only somebody else, only this form, or both, differently. */
export type EditKind = 'theirs' | 'mine' | 'both';

export interface Edit<Values> {
  readonly field: keyof Values & string;
  readonly kind: EditKind;
}

/** The fields in which what was read (`base`), what is there now (`theirs`) and what was typed (`mine`) are not the same. */
export function compareEdits<Values extends object>(
  base: Values,
  theirs: Values,
  mine: Values,
): readonly Edit<Values>[] {
  const fields = Object.keys(base) as (keyof Values & string)[];
  return fields.flatMap((field) => {
    const isSame = (one: Values, other: Values) => JSON.stringify(one[field]) === JSON.stringify(other[field]);
    if (isSame(theirs, mine)) return [];
    const [byThem, byMe] = [!isSame(base, theirs), !isSame(base, mine)];
    return [{ field, kind: byThem && byMe ? 'both' : byThem ? 'theirs' : 'mine' }];
  });
}

/** What was typed on top of what is there now; of fields that both changed, `chosen` says whose. */
export function mergeEdits<Values extends object>(
  { base, theirs, mine }: { readonly base: Values; readonly theirs: Values; readonly mine: Values },
  chosen: Readonly<Partial<Record<keyof Values, 'theirs' | 'mine'>>>,
): Values {
  const edits = compareEdits(base, theirs, mine);
  const kept = edits.filter(({ field, kind }) => kind === 'mine' || (kind === 'both' && chosen[field] !== 'theirs'));
  return { ...theirs, ...Object.fromEntries(kept.map(({ field }) => [field, mine[field]])) };
}

/** The fields of `after` that are not as in `before`. */
export function changedFields<Values extends object>(before: Values, after: Values): Partial<Values> {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(before[field as keyof Values]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed) as Partial<Values>;
}
