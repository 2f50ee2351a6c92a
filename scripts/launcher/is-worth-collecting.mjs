const IDLE_SHARE = 0.05;
const WORTH_BYTES = 24 * 2 ** 20;

/**
 * A collection stops the process for a tenth of a second: only where next to nothing runs, and where there is something
 * to give back.
 *
 * @param {{ utilization: number, heapBytes: number, keptBytes: number }} state busy share of the event loop since the
 *   last look; the heap now; the heap after the last collection, 0 before the first
 */
export function isWorthCollecting({ utilization, heapBytes, keptBytes }) {
  return utilization < IDLE_SHARE && heapBytes - keptBytes >= WORTH_BYTES;
}
