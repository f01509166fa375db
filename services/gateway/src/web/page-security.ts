import { createHash } from 'node:crypto';
import type { WebSettings } from './web-app.ts';

/**
 * The content security policy of the app's pages: scripts of our own files and the inline scripts of the template, by their hashes.
 * Styles may be inline: the component library writes them.
 */
export function toPagePolicy(template: string, { mapTilesUrl }: WebSettings): string {
  const hashes = [...template.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  const tiles = mapTilesUrl === undefined ? [] : [new URL(mapTilesUrl).origin];
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...tiles].join(' '),
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
