import { isProblem } from '../../api/problem.ts';
import { compareEdits } from './compare-edits.ts';

export interface SaveSteps<Resource, Values extends object> {
  /** As it was read before it was edited. */
  readonly base: Resource;
  readonly toValues: (resource: Resource) => Values;
  /** Saves for exactly that version of the resource; throws `version-conflict` if there is a newer one. */
  readonly send: (base: Resource) => Promise<Resource>;
  /** As it is now. */
  readonly read: () => Promise<Resource>;
}

export type Saved<Resource> =
  | { readonly kind: 'saved'; readonly resource: Resource }
  | { readonly kind: 'conflict'; readonly base: Resource; readonly theirs: Resource };

const attemptsMax = 5;

/**
 * Saves what was typed. A newer version that differs in nothing that a form shows (a show was added to the event, say) is no conflict: it
 * is saved on top of that one.
 */
export async function saveEdits<Resource, Values extends object>(
  mine: Values,
  { base: first, toValues, send, read }: SaveSteps<Resource, Values>,
): Promise<Saved<Resource>> {
  let base = first;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { kind: 'saved', resource: await send(base) };
    } catch (error) {
      if (!isProblem(error, 'version-conflict') || attempt === attemptsMax) throw error;
      const theirs = await read();
      const edits = compareEdits(toValues(base), toValues(theirs), mine);
      if (edits.some(({ kind }) => kind !== 'mine')) return { kind: 'conflict', base, theirs };
      base = theirs;
    }
  }
}
