import { type Head, siteName, toDocumentTitle } from '../head.tsx';
import { type Language, languages } from '../i18n/languages.ts';

interface Place {
  readonly origin: string;
  readonly pathname: string;
  readonly language: Language;
}

/** What schema.org data calls addresses. */
const addressKeys = new Set(['url', 'image']);

/** The head's tags: title, description, canonical address, other languages, Open Graph and schema.org data. */
export function writeHead(head: Head, { origin, pathname, language }: Place): string {
  const title = escape(toDocumentTitle(head.title));
  const url = `${origin}${head.canonical ?? pathname}`;
  if (head.isPrivate) return `<title>${title}</title>\n<meta name="robots" content="noindex">`;
  const lines = [
    `<title>${title}</title>`,
    `<link rel="canonical" href="${escape(url)}">`,
    ...languages.map((one) => `<link rel="alternate" hreflang="${one}" href="${escape(url)}?lang=${one}">`),
    `<link rel="alternate" hreflang="x-default" href="${escape(url)}">`,
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', siteName),
    meta('property', 'og:title', head.title),
    meta('property', 'og:url', url),
    meta('property', 'og:locale', language),
    meta('property', 'og:image', `${origin}/preview.png`),
    meta('name', 'twitter:card', 'summary_large_image'),
  ];
  if (head.description !== undefined) {
    lines.push(meta('name', 'description', head.description), meta('property', 'og:description', head.description));
  }
  if (head.jsonLd !== undefined) {
    // Its readers have no address that a path could belong to.
    const whole = (key: string, value: unknown) =>
      typeof value === 'string' && /^\/(?!\/)/.test(value) && addressKeys.has(key) ? `${origin}${value}` : value;
    const json = JSON.stringify(head.jsonLd, whole).replaceAll('<', '\\u003c');
    lines.push(`<script type="application/ld+json">${json}</script>`);
  }
  return lines.join('\n    ');
}

function meta(kind: 'name' | 'property', name: string, content: string): string {
  return `<meta ${kind}="${name}" content="${escape(content)}">`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
