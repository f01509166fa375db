/** Five digits at most: no row is longer, and a slip of the pen must not fill the memory. */
const range = /^(\d{1,5})\.\.(\d{1,5})$/;

/** Writes out the labels of a row: `1..40` stands for 1 to 40, `40..1` for the same seats counted from the other side. */
export function expandLabels(labels: readonly string[]): string[] {
  return labels.flatMap((label) => {
    const bounds = range.exec(label);
    return bounds === null ? [label] : numbersBetween(Number(bounds[1]), Number(bounds[2]));
  });
}

function numbersBetween(first: number, last: number): string[] {
  const step = first <= last ? 1 : -1;
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, index) => String(first + index * step));
}
