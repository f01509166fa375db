import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import compile from 'icu-minify/compile';
import { describe, expect, it } from 'vitest';
import { languages } from './languages.ts';

const folder = join(import.meta.dirname, '../messages');

interface Texts {
  readonly [name: string]: string | Texts;
}

const read = (language: string, file: string) =>
  JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Texts;

function flatten(texts: Texts, prefix = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] =>
    typeof text === 'string' ? [[prefix + name, text]] : flatten(text, `${prefix}${name}.`),
  );
}

interface Shape {
  readonly values: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly plurals: readonly (readonly string[])[];
}

const plural = 2;

/** What a message takes, read from its compiled form: a list of texts, `[value]`, `[value, kind, options]`, `[tag, ...parts]`. */
function shapeOf(text: string): Shape {
  const shape = { values: new Set<string>(), tags: new Set<string>(), plurals: [] as string[][] };
  function walkAll(message: unknown): void {
    if (Array.isArray(message)) for (const node of message) walk(node);
  }
  function walk(node: unknown): void {
    if (!Array.isArray(node)) return;
    const [name, kind, options, ...rest] = node as [string, unknown, unknown, ...unknown[]];
    if (node.length > 1 && typeof kind !== 'number') {
      shape.tags.add(name);
      for (const part of [kind, options, ...rest]) walk(part);
      return;
    }
    shape.values.add(name);
    if (kind === plural) shape.plurals.push(Object.keys(options as object));
    if (typeof options === 'object' && options !== null) Object.values(options).forEach(walkAll);
  }
  walkAll(compile(text));
  return shape;
}

const english = readdirSync(join(folder, 'en'));

describe.each(languages)('the texts in %s', (language) => {
  it('are in the same files as the English ones', () => {
    expect(readdirSync(join(folder, language)).sort()).toEqual(english.toSorted());
  });

  it.each(english)('of %s are complete, and take what the English ones take', (file) => {
    const own = new Map(flatten(read(language, file)));
    const originals = flatten(read('en', file));
    expect([...own.keys()].sort()).toEqual(originals.map(([key]) => key).sort());
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, original] of originals) {
      const text = own.get(key) ?? '';
      expect(text.trim(), key).not.toBe('');
      const [shape, wanted] = [shapeOf(text), shapeOf(original)];
      expect([...shape.values].sort(), key).toEqual([...wanted.values].sort());
      expect([...shape.tags].sort(), key).toEqual([...wanted.tags].sort());
      for (const options of shape.plurals) {
        // English and German may say the same for one and many; Arabic never does.
        const isOneForAll = options.every((option) => option === 'other' || option.startsWith('='));
        if (isOneForAll && language !== 'ar') continue;
        expect(options, `${key}: plurals`).toEqual(expect.arrayContaining(categories));
      }
    }
  });
});
