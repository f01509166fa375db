import namedEntities from './html-entities.json' with { type: 'json' };

const entities: Readonly<Record<string, string>> = namedEntities;

/** More than this is not looked at: no description is longer, and what takes markup out must not take for ever. */
const readMax = 40_000;

/** Text for people out of text that may hold HTML, as descriptions in calendars and web pages do. At most `lengthMax` long. */
export function toPlainText(text: string, lengthMax = 10_000): string {
  const start = text.slice(0, readMax);
  const looksLikeHtml = /<\/?[a-z][^<>]*>/i.test(start);
  const bare = looksLikeHtml ? withoutTags(start) : start;
  const hasReferences = looksLikeHtml || /&(#\d+|#x[0-9a-f]+|[a-z]+\d*);/i.test(bare);
  const lines = withoutControls(hasReferences ? decodeEntities(bare) : bare).split('\n');
  const trimmed = lines.map((line) => line.trimEnd()).join('\n');
  return cut(trimmed.replace(/\n{3,}/g, '\n\n').trim(), lengthMax);
}

/** The same on one line, for names. */
export function toLabel(text: string, lengthMax = 200): string {
  return cut(toPlainText(text).replace(/\s+/g, ' ').trim(), lengthMax);
}

function withoutTags(text: string): string {
  return text
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s{0,8}<(br|\/p|\/div|\/li|\/h[1-6]|\/tr)\b[^<>]*>\s{0,8}/gi, '\n')
    .replace(/<[^<>]*>/g, '');
}

/** Character references of HTML, by number or by the names in use. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return (Object.hasOwn(entities, name) ? entities[name] : undefined) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '';
  });
}

function withoutControls(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Cs}/gu, '');
}

function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  return `${text
    .slice(0, lengthMax - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}
