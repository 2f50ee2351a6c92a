/** The generic cell rate algorithm, as Inngest's server runs it. Arithmetic only. */

export type Rate = {
  limit: number;
  periodMs: number;
  /** Arrivals let through at once beyond the first. */
  burst: number;
};

/**
 * Reserves the next place: never refuses, only delays.
 *
 * @param tatMs theoretical arrival time so far, ms since 1970; null for a key never seen
 * @returns when to start, and the new theoretical arrival time
 * @see ITU-T I.371; Inngest's `gcra.lua`: `allow_at = new_tat − (burst + 1) × period / limit`
 */
export function reserveStart(
  rate: Rate,
  tatMs: number | null,
  nowMs: number,
): { startMs: number; tatMs: number } {
  const emissionMs = rate.periodMs / Math.max(1, rate.limit);
  const newTatMs = Math.max(tatMs ?? nowMs, nowMs) + emissionMs;
  const allowMs = newTatMs - emissionMs * (rate.burst + 1);
  return { startMs: Math.max(nowMs, Math.ceil(allowMs)), tatMs: newTatMs };
}

/** The same, refusing instead of delaying: null when there is no room now. */
export function admitNow(rate: Rate, tatMs: number | null, nowMs: number): number | null {
  const reserved = reserveStart(rate, tatMs, nowMs);
  return reserved.startMs > nowMs ? null : reserved.tatMs;
}
