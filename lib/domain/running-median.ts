/** Medians: of a list, and of the newest values of a stream. */

/** Mean of the two middle values for an even count; 0 for none. */
export function median(values: readonly number[]): number {
  return middleOf(values.toSorted((a, b) => a - b));
}

/** Median of the last `size` values added, kept sorted so that each step costs one insertion. */
export function createRunningMedian(size: number) {
  const inOrder: number[] = [];
  const sorted: number[] = [];
  return {
    count: () => inOrder.length,
    value: () => middleOf(sorted),
    add: (value: number) => {
      inOrder.push(value);
      sorted.splice(rankOf(sorted, value), 0, value);
      if (inOrder.length <= size) return;
      const oldest = inOrder.shift();
      if (oldest !== undefined) sorted.splice(rankOf(sorted, oldest), 1);
    },
  };
}

function middleOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** Position of the first value that is not smaller. */
function rankOf(sorted: readonly number[], value: number): number {
  const rank = sorted.findIndex((other) => other >= value);
  return rank < 0 ? sorted.length : rank;
}
