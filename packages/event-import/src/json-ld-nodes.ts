import { UnreadableFileError } from './entry.ts';
import { decodeEntities } from './plain-text.ts';

/** A JSON object from a file: nothing about it is known yet. */
export type Node = Readonly<Record<string, unknown>>;

/** The JSON-LD documents of a file: itself, or the scripts of a web page. `at` says where each was found. */
export interface JsonLdDocument {
  readonly at: string;
  readonly value: unknown;
}

export interface JsonLdFile {
  readonly documents: readonly JsonLdDocument[];
  /** Scripts of a page that are no JSON. */
  readonly broken: readonly { readonly at: string; readonly reason: string }[];
}

/** @throws UnreadableFileError if it is neither JSON nor a page with JSON-LD in it. */
export function jsonLdIn(text: string): JsonLdFile {
  if (!/^\s*</.test(text)) {
    const parsed = parseJson(text);
    if ('reason' in parsed) throw new UnreadableFileError(`is not JSON: ${parsed.reason}.`);
    return { documents: [{ at: '', value: parsed.value }], broken: [] };
  }
  const scripts = scriptsIn(text);
  if (scripts.length === 0) {
    throw new UnreadableFileError('is a web page without structured data (no <script type="application/ld+json">).');
  }
  const read = scripts.map(({ body, line }) => ({ at: `line ${line} `, parsed: parseJson(body) }));
  return {
    documents: read.flatMap(({ at, parsed }) => ('value' in parsed ? [{ at, value: parsed.value }] : [])),
    broken: read.flatMap(({ at, parsed }) => ('reason' in parsed ? [{ at: at.trim(), reason: parsed.reason }] : [])),
  };
}

/** Reads on from left to right only, whatever the page looks like. What is commented out is no part of it. */
function scriptsIn(html: string): { body: string; line: number }[] {
  const found: { body: string; line: number }[] = [];
  const openings = /<!--|<script\b/gi;
  let [line, counted] = [1, 0];
  for (let opening = openings.exec(html); opening; opening = openings.exec(html)) {
    const isComment = opening[0] === '<!--';
    const bodyAt = isComment ? opening.index : html.indexOf('>', opening.index) + 1;
    const closing = isComment ? /-->/g : /<\/script\s{0,8}>/gi;
    closing.lastIndex = bodyAt;
    const end = bodyAt === 0 && !isComment ? null : closing.exec(html);
    if (!end) break;
    openings.lastIndex = closing.lastIndex;
    if (isComment) continue;
    const tag = html.slice(opening.index, bodyAt);
    if (!/\btype\s{0,8}=\s{0,8}["']?application\/ld\+json/i.test(tag)) continue;
    line += html.slice(counted, opening.index).split('\n').length - 1;
    counted = opening.index;
    found.push({ body: html.slice(bodyAt, end.index), line });
  }
  return found;
}

/** Strict JSON first; then as sites write it: in a comment or CDATA, with raw line breaks in texts, or with escaped quotes. */
function parseJson(text: string): { readonly value: unknown } | { readonly reason: string } {
  const bare = text
    .replace(/^\s*(<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(-->|(\/\*|\/\/)?\s*\]\]>\s*(\*\/)?)\s*;?\s*$/, '');
  const attempts = [text, bare.trim().replace(/;$/, ''), bare.replace(/[^\P{Cc}]/gu, ' '), decodeEntities(bare)];
  let reason = '';
  for (const attempt of attempts) {
    try {
      return { value: JSON.parse(attempt) };
    } catch (error) {
      reason ||= error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : 'unknown';
    }
  }
  return { reason };
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One value or a list of them: always a list here. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Text, also of a number, a language-tagged value (`@value`) or the first of a list; undefined if there is none. */
export function textOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  if (typeof first === 'number') return String(first);
  if (typeof first === 'string') return first.trim() === '' ? undefined : first.trim();
  return isNode(first) && '@value' in first ? textOf(first['@value']) : undefined;
}

/** The text itself, or the name of the thing that stands in its place. */
export function nameOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  return textOf(first) ?? (isNode(first) ? textOf(first.name) : undefined);
}

/** `MusicEvent`, also where it is written `schema:MusicEvent` or `https://schema.org/MusicEvent`. */
export function typesOf(node: Node): readonly string[] {
  return listOf(node['@type']).flatMap((type) => (typeof type === 'string' ? [localName(type)] : []));
}

/** The last part of a URL or prefixed name. */
export function localName(name: string): string {
  return name.replace(/^.*[/#:]/, '');
}
