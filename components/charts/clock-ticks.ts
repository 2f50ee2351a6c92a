/** Which slices of a chart's time axis are labelled: those that a full hour or midnight falls into. Pure. */

const HOUR_MS = 3_600_000;
const STEPS_HOURS = [1, 2, 3, 6, 12, 24, 48, 120, 240];

/**
 * @param offsetMs the zone's distance from UTC, so that days begin at its midnight
 * @returns the start of a slice and the full step inside it, oldest first
 */
export function clockTicks(
  points: readonly { fromMs: number }[],
  { bucketMs, offsetMs, most }: { bucketMs: number; offsetMs: number; most: number },
): Map<number, number> {
  const ticks = new Map<number, number>();
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return ticks;
  const endMs = last.fromMs + bucketMs;
  const hours = (endMs - first.fromMs) / HOUR_MS;
  const stepMs = (STEPS_HOURS.find((step) => hours / step <= most) ?? 240) * HOUR_MS;
  const beginMs = Math.ceil((first.fromMs + offsetMs) / stepMs) * stepMs - offsetMs;
  for (let atMs = beginMs; atMs < endMs; atMs += stepMs) {
    const slice = points.findLast(({ fromMs }) => fromMs <= atMs);
    if (slice) ticks.set(slice.fromMs, atMs);
  }
  return ticks;
}
