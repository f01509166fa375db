import { type ParsedFile, type ParseOptions, UnreadableFileError } from './entry.ts';
import { parseICalendar } from './icalendar.ts';
import { parseJsonLd } from './json-ld.ts';
import { checkedText, decodeText } from './text-file.ts';

/**
 * Reads a file by what is in it; its name does not matter.
 * @throws UnreadableFileError if it is neither a calendar nor JSON-LD nor a page that holds some.
 */
export function parseFile(bytes: Uint8Array, options: ParseOptions): ParsedFile {
  return parse(decodeText(bytes), options);
}

/** The same with text that is decoded already, as pasted. */
export function parseText(text: string, options: ParseOptions): ParsedFile {
  return parse(checkedText(text), options);
}

function parse(text: string, options: ParseOptions): ParsedFile {
  if (/^\s*BEGIN:VCALENDAR/im.test(text.slice(0, 10_000))) return parseICalendar(text, options);
  if (/^\s*[[{<]/.test(text)) return parseJsonLd(text, options);
  throw new UnreadableFileError('is neither an iCalendar file (.ics) nor schema.org events (.json, .jsonld, .html).');
}
