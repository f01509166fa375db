/** What is read of one run. Scores from 0 to 100, times in milliseconds under Lighthouse's own throttling. */
export interface Scores {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly seo: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  readonly blockingMs: number;
  readonly layoutShift: number;
}

export interface Report extends Scores {
  /** Ids of audits that are not fully met, apart from performance. */
  readonly findings: readonly string[];
}

interface Raw {
  readonly categories: Readonly<
    Record<
      string,
      { readonly score: number; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }
    >
  >;
  readonly audits: Readonly<Record<string, { readonly score: number | null; readonly numericValue?: number }>>;
}

export function readReport(raw: Raw): Report {
  const score = (name: string) => Math.round((raw.categories[name]?.score ?? 0) * 100);
  const value = (id: string) => raw.audits[id]?.numericValue ?? Number.NaN;
  const findings = ['accessibility', 'best-practices', 'seo'].flatMap((name) =>
    (raw.categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (raw.audits[id]?.score ?? 1) < 1)
      .map(({ id }) => id),
  );
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    firstPaintMs: Math.round(value('first-contentful-paint')),
    largestPaintMs: Math.round(value('largest-contentful-paint')),
    blockingMs: Math.round(value('total-blocking-time')),
    layoutShift: Math.round(value('cumulative-layout-shift') * 1000) / 1000,
    findings,
  };
}

/** The run with the middle performance; findings of all runs. */
export function toMedian(reports: readonly Report[]): Report {
  const sorted = reports.toSorted((one, other) => one.performance - other.performance);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('no runs');
  return { ...middle, findings: [...new Set(reports.flatMap(({ findings }) => findings))] };
}

export function toTable(rows: readonly (Scores & { readonly page: string })[], runs: number): string {
  const names = [
    'performance',
    'accessibility',
    'bestPractices',
    'seo',
    'firstPaintMs',
    'largestPaintMs',
    'blockingMs',
    'layoutShift',
  ] as const;
  const lines = rows.map((row) => `| ${[row.page, ...names.map((name) => row[name])].join(' | ')} |`);
  return [
    `Lighthouse, mobile preset, the middle of ${runs}`,
    '',
    `| page | ${names.join(' | ')} |`,
    `|---${'|---:'.repeat(names.length)}|`,
    ...lines,
  ].join('\n');
}
