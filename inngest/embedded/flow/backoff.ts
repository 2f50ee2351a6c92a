/** How long a failed attempt waits for the next. */

/**
 * @param attempt 0-based number of the attempt that failed
 * @param delaysMs the schedule; its last entry repeats
 */
export function backoffMs(attempt: number, delaysMs: readonly number[]): number {
  return delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 0;
}
