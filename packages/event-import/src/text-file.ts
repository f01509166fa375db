import { UnreadableFileError } from './entry.ts';

export const fileBytesMax = 50 * 1024 * 1024;

/**
 * Text of a calendar or web page as programs really write it: UTF-8 or UTF-16 with or without a mark, else Windows-1252
 * (a superset of Latin-1). Line ends become `\n`. @throws UnreadableFileError if it is too large, empty or no text.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > fileBytesMax) throw new UnreadableFileError('is larger than 50 MB.');
  return checkedText(decode(bytes));
}

/** @throws UnreadableFileError if it is empty or no text. */
export function checkedText(decoded: string): string {
  const text = decoded.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new UnreadableFileError('is empty.');
  if (looksBinary(text)) throw new UnreadableFileError('is not a text file.');
  return text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Calendars and web pages hold no NUL, and hardly any other control characters. */
function looksBinary(text: string): boolean {
  const head = text.slice(0, 100_000);
  if (head.includes('\0')) return true;
  const controls = head.match(/[\x01-\x08\x0e-\x1f]/g)?.length ?? 0;
  return controls > head.length / 100;
}
