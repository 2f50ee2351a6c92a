/** The time that a partition holds, read from the end of its name: `m202611` is a month, `y2010` ten years. */

export type PartitionSpan = { fromMs: number; toMs: number };

/** Null for a name that says no time. */
export function partitionSpan(suffix: string): PartitionSpan | null {
  const month = /^m(\d{4})(\d\d)$/.exec(suffix);
  if (month) {
    const [year, number] = [Number(month[1]), Number(month[2])];
    return { fromMs: Date.UTC(year, number - 1, 1), toMs: Date.UTC(year, number, 1) };
  }
  const decade = /^y(\d{4})$/.exec(suffix);
  if (!decade) return null;
  const year = Number(decade[1]);
  return { fromMs: Date.UTC(year, 0, 1), toMs: Date.UTC(year + 10, 0, 1) };
}
