import type { Entry, ParsedFile, ParseOptions, Refusal } from './entry.ts';
import { EntryError } from './entry.ts';
import { type EventNode, eventGraphOf } from './json-ld-graph.ts';
import { jsonLdIn, nameOf, textOf } from './json-ld-nodes.ts';
import { toLabel } from './plain-text.ts';
import { schemaEntries } from './schema-event.ts';

/**
 * Reads schema.org events (JSON-LD) from a `.json` or `.jsonld` file or out of a web page, as event sites write them for
 * search engines. Every event becomes an entry with all its dates, or a refusal with the reason.
 * @throws UnreadableFileError if there is no JSON-LD in it.
 */
export function parseJsonLd(text: string, { now }: ParseOptions): ParsedFile {
  const { documents, broken } = jsonLdIn(text);
  const { events, resolve } = eventGraphOf(documents);
  const entries: Entry[] = [];
  const refusals: Refusal[] = broken.map(({ at, reason }) => ({ at, reason: `its JSON cannot be read: ${reason}.` }));
  const notes: string[] = [];
  const take = (event: EventNode, parent?: EventNode) => {
    try {
      const taken = schemaEntries(event, { resolve, now, ...(parent ? { parent } : {}) });
      if (taken.entry) entries.push(taken.entry);
      if (taken.note) notes.push(taken.note);
      for (const part of taken.ownParts) take(part, event);
    } catch (error) {
      refusals.push(toRefusal(event, error));
    }
  };
  for (const event of events) take(event);
  if (entries.length + refusals.length === 0) notes.push('there is no schema.org event in it');
  return { format: 'schema.org', entries, refusals, notes };
}

function toRefusal({ at, node }: EventNode, error: unknown): Refusal {
  if (!(error instanceof EntryError)) throw error;
  const [key, title] = [textOf(node['@id']), nameOf(node.name)];
  return {
    ...(key ? { key } : {}),
    at: at || '/',
    ...(title ? { title: toLabel(title, 80) } : {}),
    reason: error.message,
  };
}
