import { useEffect, useRef, useState } from 'react';

/** Reads everything, says how much it has, and ends with the parts of a file. */
export type ExportJob = (progress: (count: number) => void, signal: AbortSignal) => Promise<BlobPart[]>;

export interface Exporting {
  readonly state: 'idle' | 'running' | 'failed' | 'done';
  /** How many records are there. */
  readonly count: number;
  readonly error: unknown;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Writes a file of everything that matches, however many pages that are. Leaving the page stops it. */
export function useExport(job: ExportJob, file: { readonly name: string; readonly type: string }): Exporting {
  const [progress, setProgress] = useState<Pick<Exporting, 'state' | 'count' | 'error'>>({
    state: 'idle',
    count: 0,
    error: null,
  });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function run(): Promise<void> {
    const own = new AbortController();
    running.current?.abort();
    running.current = own;
    setProgress({ state: 'running', count: 0, error: null });
    try {
      const note = (count: number) => {
        if (!own.signal.aborted) setProgress({ state: 'running', count, error: null });
      };
      const parts = await job(note, own.signal);
      if (own.signal.aborted) return;
      offer(new Blob(parts, { type: file.type }), file.name);
      setProgress(({ count }) => ({ state: 'done', count, error: null }));
    } catch (error) {
      if (!own.signal.aborted) setProgress(({ count }) => ({ state: 'failed', count, error }));
    }
  }

  return {
    ...progress,
    start: () => void run(),
    stop: () => {
      running.current?.abort();
      setProgress({ state: 'idle', count: 0, error: null });
    },
  };
}

/** Some browsers take their time before they read what is offered. */
const fetchedByMs = 60_000;

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), fetchedByMs);
}
