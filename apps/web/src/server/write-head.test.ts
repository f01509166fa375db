import { expect, it } from 'vitest';
import { writePageData } from '../page-data.ts';
import { writeHead } from './write-head.ts';

const place = { origin: 'https://tickets.example', pathname: '/e/a"><script>', language: 'en' } as const;
const evil = '"\'></title></script><!--<script>alert(1)</script>\u2028\u2029&quot;-->';

it('lets nothing out of a tag, an attribute or a data block', () => {
  const head = writeHead({ title: evil, description: evil, jsonLd: { name: evil, nested: [{ [evil]: evil }] } }, place);
  expect(head.match(/<script/g)).toHaveLength(1);
  expect(head.match(/<\/script>/g)).toHaveLength(1);
  expect(head).not.toContain('<!--');
  for (const [, value = ''] of head.matchAll(/="([^"]*)"/g)) expect(value).not.toMatch(/[<>]/);
  const [, json = ''] = /<script type="application\/ld\+json">(.*)<\/script>/s.exec(head) ?? [];
  expect(JSON.parse(json)).toEqual({ name: evil, nested: [{ [evil]: evil }] });
});

it('names the page by its canonical address in every language', () => {
  const head = writeHead({ title: 'Ring', canonical: '/e/ring-evt_1' }, place);
  expect(head).toContain('<link rel="canonical" href="https://tickets.example/e/ring-evt_1">');
  expect(head).toContain('hreflang="ar" href="https://tickets.example/e/ring-evt_1?lang=ar"');
  expect(head).toContain('<meta property="og:image" content="https://tickets.example/preview.png">');
});

it('says nothing of a private page but its title', () => {
  const head = writeHead({ title: 'Ring', description: 'mine', isPrivate: true, jsonLd: { a: 1 } }, place);
  expect(head).toBe('<title>Ring · MyEvents</title>\n<meta name="robots" content="noindex">');
});

it('writes data that no text in it can end', () => {
  const settings = { mapTilesAttribution: evil };
  const block = writePageData({
    language: 'en',
    settings,
    messages: { a: evil },
    queries: { mutations: [], queries: [] },
  });
  expect(block.match(/<\/?script/g)).toEqual(['<script', '</script']);
  expect(block).not.toContain('<!--');
  const [, json = ''] = /^<script[^>]*>(.*)<\/script>$/s.exec(block) ?? [];
  expect(JSON.parse(json)).toMatchObject({ settings, messages: { a: evil } });
});
