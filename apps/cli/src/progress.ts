/** Shows how far something long has come, on standard error: a bar on a terminal, elsewhere a line every few seconds. */
export interface Progress {
  /** `total` may still grow. */
  update(done: number, total: number, note?: string): void;
  /** Ends the line with what came out. */
  finish(text: string): void;
}

interface ProgressOptions {
  readonly label: string;
  readonly stream?: NodeJS.WriteStream;
  readonly now?: () => number;
}

const barWidth = 28;
const redrawMs = 80;
const lineMs = 3000;

export function createProgress({ label, stream = process.stderr, now = Date.now }: ProgressOptions): Progress {
  const startedAt = now();
  let shownAt = Number.NEGATIVE_INFINITY;
  const isTerminal = stream.isTTY;
  return {
    update(done, total, note = '') {
      const at = now();
      if (at - shownAt < (isTerminal ? redrawMs : lineMs) && done < total) return;
      if (!isTerminal && at - startedAt < lineMs) return;
      shownAt = at;
      if (!isTerminal) stream.write(`${label}: ${done} of ${total}${note ? `, ${note}` : ''}\n`);
      else stream.write(`\r\x1b[2K${bar(label, done, total)} ${note}`.slice(0, stream.columns + 5));
    },
    finish(text) {
      stream.write(`${isTerminal ? '\r\x1b[2K' : ''}${label}: ${text}\n`);
    },
  };
}

function bar(label: string, done: number, total: number): string {
  const share = total > 0 ? Math.min(done / total, 1) : 0;
  const filled = Math.round(share * barWidth);
  return `${label} ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.floor(share * 100)} % (${done}/${total})`;
}
