/** One line of the report. */
export type Measured = {
  what: string;
  goal: string;
  value: string;
  /** What the figures of the line were, in ms unless their names say otherwise. */
  figures: Record<string, number>;
  /** A sentence below the table: what is compared with what, and why a goal is missed. */
  note?: string;
};

export const round = (value: number, digits = 2) => Number(value.toFixed(digits));

/** Shortest of some rounds: what else runs on the machine only ever adds. */
export function bestOf(rounds: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round_ = 0; round_ < rounds; round_ += 1) {
    const begunAt = performance.now();
    work();
    best = Math.min(best, performance.now() - begunAt);
  }
  return best;
}
