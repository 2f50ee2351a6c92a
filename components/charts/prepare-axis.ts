/** Chooses where the axes of the executions charts are labelled, and how. Pure. */
import { formatClock, formatDay } from "@/lib/client/format";
import { clockTicks } from "./clock-ticks";
import { zoneOffset } from "./zone-offset";

const DAY_MS = 86_400_000;
const STEPS = 4;

/** From 0 to what holds the highest value, in four equal steps of a round size; whole ones where `whole`. */
export function valueTicks(highest: number, whole: boolean): number[] {
  const rough = Math.max(highest, whole ? STEPS : 0) / STEPS || 1;
  const size = 10 ** Math.floor(Math.log10(rough));
  const finest = Math.ceil((rough / size) * 2 - 1e-9) / 2;
  const step = whole ? Math.ceil(finest * size) : finest * size;
  return Array.from({ length: STEPS + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Labels at full hours or days, as many as the plot has room for; by the start of their slice. */
export function timeTicks(
  points: readonly { fromMs: number }[],
  { bucketSeconds, zone, most }: { bucketSeconds: number; zone: string; most: number },
): Map<number, string> {
  const offsetMs = zoneOffset(zone)(points.at(-1)?.fromMs ?? 0);
  const ticks = clockTicks(points, { bucketMs: bucketSeconds * 1_000, offsetMs, most });
  const [first = 0, second = first] = [...ticks.values()];
  const daily = second - first >= DAY_MS;
  return new Map(
    [...ticks].map(([fromMs, atMs]) => {
      const at = new Date(atMs);
      return [fromMs, daily ? formatDay(at, zone).slice(4) : formatClock(at, zone)];
    }),
  );
}

/** The axis knows slices only: an instant stands at the slice it falls into. -1 without slices. */
export function sliceAt(points: readonly { fromMs: number }[], atMs: number): number {
  const index = points.findLastIndex(({ fromMs }) => fromMs <= atMs);
  return points.length === 0 ? -1 : Math.max(0, index);
}
