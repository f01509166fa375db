import { describe, expect, it } from 'vitest';
import { commitBytesMax, documentBytesMax, encodeDocument, encodeEvents } from '../src/index.ts';

const commitWith = (text: string) => ({
  stream: 's',
  version: 1,
  id: 'i',
  at: 1,
  events: [{ type: 'Noted', text }],
});
const documentWith = (text: string) => ({ collection: 'c', id: 'i', version: 0, document: { text } });

describe('the size of', () => {
  it.each(['x', 'ß', '東', '🎪', '\n'])('a commit filled with %j is measured to the byte', (filling) => {
    const overhead = Buffer.byteLength(JSON.stringify(commitWith('')));
    const each = Buffer.byteLength(JSON.stringify(filling)) - 2;
    const count = Math.floor((commitBytesMax - overhead) / each);
    const rest = 'x'.repeat(commitBytesMax - overhead - count * each);
    const largest = filling.repeat(count) + rest;
    expect(JSON.parse(encodeEvents(commitWith(largest)))).toEqual(commitWith(largest).events);
    expect(() => encodeEvents(commitWith(`${largest}x`))).toThrow(RangeError);
  });

  it('a document is measured to the byte', () => {
    const largest = 'x'.repeat(documentBytesMax - Buffer.byteLength('{"text":""}'));
    expect(encodeDocument(documentWith(largest))).toHaveLength(documentBytesMax);
    expect(() => encodeDocument(documentWith(`${largest}x`))).toThrow(RangeError);
    expect(encodeDocument({ ...documentWith(''), document: null })).toBeNull();
  });
});

describe('a key', () => {
  it('is refused if it is none', () => {
    expect(() => encodeDocument({ ...documentWith(''), id: 'half \ud83d' })).toThrow(RangeError);
    expect(() => encodeDocument({ ...documentWith(''), version: -1 })).toThrow(RangeError);
    expect(() => encodeEvents({ ...commitWith(''), stream: '\ude00' })).toThrow(RangeError);
    expect(() => encodeEvents({ ...commitWith(''), version: 0 })).toThrow(RangeError);
  });
});
