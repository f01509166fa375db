import { useEffect, useState } from 'react';
import type { ShowResource } from '../../../generated/api.ts';
import { type Choice, fitTo, nothingChosen } from './choice.ts';

/** What this tab remembers of a form that is not sent yet. */
export interface Draft {
  readonly choice: Choice;
  /** Names of peers by ticket key. */
  readonly names: Readonly<Record<string, string>>;
}

const emptyDraft: Draft = { choice: nothingChosen, names: {} };
const slotOf = (showId: string): string => `myevents.choice.${showId}`;

/** The choice for a show; a reload keeps it, for this tab alone. */
export function useDraft(show: ShowResource) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const { id, tiers, policy } = show;
  // The server knows nothing of it: it comes after the first render.
  useEffect(() => {
    const kept = readDraft(id);
    if (kept === undefined) return;
    setDraft({ choice: fitTo(kept.choice, tiers, policy.maxTicketsPerUser), names: kept.names });
  }, [id, tiers, policy.maxTicketsPerUser]);
  function change(next: Partial<Draft>): void {
    const whole = { ...draft, ...next };
    setDraft(whole);
    keepDraft(id, whole);
  }
  return { draft, change, forget: () => sessionStorage.removeItem(slotOf(id)) };
}

/** The show's page will begin with it. */
export function keepDraft(showId: string, draft: Draft): void {
  sessionStorage.setItem(slotOf(showId), JSON.stringify(draft));
}

function readDraft(showId: string): Draft | undefined {
  const text = sessionStorage.getItem(slotOf(showId));
  return text === null ? undefined : (JSON.parse(text) as Draft);
}
