import { UnreadableFileError } from './entry.ts';

/** A component as its unfolded lines, from BEGIN to END, without components of no interest to us (alarms). */
export interface Block {
  /** `VEVENT`, `VTIMEZONE`, … in capitals. */
  readonly kind: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
  /** False: the file ends, or another component begins, before it is closed. */
  readonly isWhole: boolean;
}

export interface CalendarBlocks {
  /** The calendar's own properties. */
  readonly properties: readonly string[];
  readonly blocks: readonly Block[];
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/**
 * Takes a file apart so that a mistake in one component spoils only that one. Several calendars may follow each other.
 * @throws UnreadableFileError if there is no calendar in it.
 */
export function calendarsIn(text: string): readonly CalendarBlocks[] {
  const calendars: CalendarBlocks[] = [];
  const lines = unfold(text);
  let begin: number | undefined;
  for (const [at, line] of lines.entries()) {
    if (begin === undefined) {
      if (isMark(line, 'BEGIN', 'VCALENDAR')) begin = at + 1;
    } else if (isMark(line, 'END', 'VCALENDAR')) {
      calendars.push(toCalendar(lines.slice(begin, at)));
      begin = undefined;
    }
  }
  if (begin !== undefined) calendars.push(toCalendar(lines.slice(begin)));
  if (calendars.length === 0) throw new UnreadableFileError('holds no calendar (no BEGIN:VCALENDAR).');
  return calendars;
}

/** Long lines go on in the next ones, which begin with a space or tab (RFC 5545, 3.1). */
function unfold(text: string): Line[] {
  const parts: { pieces: string[]; number: number }[] = [];
  for (const [index, piece] of text.split('\n').entries()) {
    const last = parts.at(-1);
    if (last && /^[ \t]/.test(piece)) last.pieces.push(piece.slice(1));
    else if (piece.trim() !== '') parts.push({ pieces: [piece], number: index + 1 });
  }
  return parts.map(({ pieces, number }) => ({ text: pieces.join(''), number }));
}

const markPattern = /^(BEGIN|END):\s*([A-Z0-9-]+)\s*$/i;

function markOf(line: Line | undefined): { readonly mark: string; readonly name: string } | undefined {
  const match = line && markPattern.exec(line.text);
  return match?.[1] && match[2] ? { mark: match[1].toUpperCase(), name: match[2].toUpperCase() } : undefined;
}

function isMark(line: Line | undefined, mark: string, name: string): boolean {
  const found = markOf(line);
  return found?.mark === mark && found.name === name;
}

const topLevel = new Set(['VEVENT', 'VTIMEZONE', 'VTODO', 'VJOURNAL', 'VFREEBUSY']);
const skipped = new Set(['VALARM', 'PARTICIPANT', 'VLOCATION', 'VRESOURCE']);

function toCalendar(lines: readonly Line[]): CalendarBlocks {
  const properties: string[] = [];
  const blocks: Block[] = [];
  let open: { kind: string; line: number; lines: string[] } | undefined;
  let skipping: string | undefined;
  const close = (isWhole: boolean) => {
    if (open) blocks.push({ ...open, isWhole });
    open = undefined;
    skipping = undefined;
  };
  for (const line of lines) {
    const mark = markOf(line);
    if (mark?.mark === 'BEGIN' && topLevel.has(mark.name)) {
      close(false);
      open = { kind: mark.name, line: line.number, lines: [line.text] };
    } else if (!open) {
      if (!mark) properties.push(line.text);
    } else if (mark?.mark === 'END' && mark.name === open.kind) {
      open.lines.push(line.text);
      close(true);
    } else if (skipping) {
      if (mark?.mark === 'END' && mark.name === skipping) skipping = undefined;
    } else if (mark?.mark === 'BEGIN' && skipped.has(mark.name)) {
      skipping = mark.name;
    } else {
      open.lines.push(line.text);
    }
  }
  close(false);
  return { properties, blocks };
}
