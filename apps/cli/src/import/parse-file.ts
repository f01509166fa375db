import { type ParsedFile, type ParseOptions, UnreadableFileError } from './entry.ts';
import { parseICalendar } from './icalendar.ts';
import { parseJsonLd } from './json-ld.ts';
import { decodeText } from './text-file.ts';

/**
 * Reads a file by what is in it; its name does not matter.
 * @throws UnreadableFileError if it is neither a calendar nor JSON-LD nor a page that holds some.
 */
export function parseFile(bytes: Uint8Array, options: ParseOptions): ParsedFile {
  const text = decodeText(bytes);
  if (/^\s*BEGIN:VCALENDAR/im.test(text.slice(0, 10_000))) return parseICalendar(text, options);
  if (/^\s*[[{<]/.test(text)) return parseJsonLd(text, options);
  throw new UnreadableFileError('is neither an iCalendar file (.ics) nor schema.org events (.json, .jsonld, .html).');
}
