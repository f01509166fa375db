import { expect, it } from 'vitest';
import { entryIn } from './newer-build.ts';

it('tells a build by the script its pages begin with', () => {
  const script = '<script data-scripts="/assets/base-A1.js" data-entry="/assets/index-B1.js">{}</script>';
  expect(entryIn(`<head><script>{}</script></head><body>${script}</body>`)).toBe('/assets/index-B1.js');
  expect(entryIn('<script data-entry="/assets/index-B2.js">')).toBe('/assets/index-B2.js');
  expect(entryIn('<p>Bad gateway</p>')).toBeUndefined();
});
