/** One line of the table. */
export interface Row {
  /** The letter of the measurement. */
  readonly measure: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared to, in the same unit. */
  readonly baseline?: number;
  /** `value / baseline`, taken round by round, the median. */
  readonly ratio?: number;
  readonly target?: Target;
  /** Short: what a reader needs to judge the figure. */
  readonly note?: string;
  /** More figures, for the JSON alone. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface Target {
  readonly of: 'value' | 'ratio';
  readonly is: 'at least' | 'at most';
  readonly limit: number;
}

/** Undefined where there is no target. */
export function isReached({ target, value, ratio }: Row): boolean | undefined {
  if (!target) return undefined;
  const figure = target.of === 'value' ? value : ratio;
  if (figure === undefined) return false;
  return target.is === 'at least' ? figure >= target.limit : figure <= target.limit;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
