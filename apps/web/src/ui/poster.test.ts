import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Poster } from './poster.tsx';

const types = ['concert', 'carnival', 'circus', 'play', 'festival', 'opera', 'sport', 'conference', 'comedy', 'other'];
const draw = (id: string, type: string) => renderToStaticMarkup(createElement(Poster, { id, type }));
const ids = Array.from({ length: 40 }, (_, at) => `evt_${at}`);

describe('a poster', () => {
  it('is the same for the same event, and many are different', () => {
    for (const type of types) {
      const drawn = ids.map((id) => draw(id, type));
      expect(ids.map((id) => draw(id, type))).toEqual(drawn);
      expect(new Set(drawn).size).toBeGreaterThan(20);
    }
  });

  it('is small enough to stand in a page many times', () => {
    for (const type of types) for (const id of ids) expect(draw(id, type).length).toBeLessThan(1536);
  });

  it('has numbers only, and is silent', () => {
    for (const type of types) {
      for (const id of ids) {
        expect(draw(id, type)).not.toMatch(/NaN|undefined|Infinity/);
        expect(draw(id, type)).toContain('aria-hidden="true"');
      }
    }
  });

  it('draws something for a type nobody has heard of', () => {
    expect(draw('evt_1', 'constructor')).toContain('<path');
    expect(draw('evt_1', 'bingo')).toContain('<path');
  });
});
