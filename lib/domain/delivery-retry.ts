/** How often a notice is sent again, and how long after which attempt. */

const WAITS_SECONDS = [10, 60, 300, 1_800, 7_200, 21_600] as const;

/** @param attempts made so far; null: given up */
export function deliveryWaitSeconds(attempts: number): number | null {
  return WAITS_SECONDS[attempts - 1] ?? null;
}
