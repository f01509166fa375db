import { expect, it } from 'vitest';
import { entryIn } from './newer-build.ts';

it('tells a build by the script its pages begin with', () => {
  const page = '<head><script>{}</script><script type="module" crossorigin src="/assets/index-B1.js"></script></head>';
  expect(entryIn(page)).toBe('/assets/index-B1.js');
  // As a browser writes it.
  expect(entryIn('<script type="module" crossorigin="" src="/assets/index-B2.js">')).toBe('/assets/index-B2.js');
  expect(entryIn('<p>Bad gateway</p>')).toBeUndefined();
});
