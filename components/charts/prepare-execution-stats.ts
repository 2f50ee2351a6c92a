/** Chooses what the executions charts show. Decides everything; draws nothing. */
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration, formatPct, plural } from "@/lib/client/format";

export type ExecutionStats = ResponseOf<"executionStats">;

export type StatsPoint = {
  from: string;
  fromMs: number;
  completed: number;
  partial: number;
  failed: number;
  cancelled: number;
  running: number;
  /** Null where nothing finished: a gap, not 0 %. */
  successPct: number | null;
  medianSeconds: number | null;
  /** [median, p95]: the band above the line. */
  band: [number, number] | null;
  /** Calls that were answered, and refused ones, to be stacked. */
  answered: number;
  refused: number;
};

export function prepareExecutionStats({ buckets }: Pick<ExecutionStats, "buckets">): StatsPoint[] {
  return buckets.map((bucket) => ({
    from: bucket.from,
    fromMs: Date.parse(bucket.from),
    completed: bucket.completed,
    partial: bucket.partial,
    failed: bucket.failed,
    cancelled: bucket.cancelled,
    running: bucket.running,
    successPct: bucket.success_pct,
    medianSeconds: bucket.median_seconds,
    band:
      bucket.median_seconds === null || bucket.p95_seconds === null
        ? null
        : [bucket.median_seconds, bucket.p95_seconds],
    answered: Math.max(0, bucket.requests - bucket.rate_limited),
    refused: bucket.rate_limited,
  }));
}

export const executionsIn = (point: StatsPoint) =>
  point.completed + point.partial + point.failed + point.cancelled + point.running;

/** One sentence for whoever does not see the picture. */
export function describeExecutionStats(points: readonly StatsPoint[]): string {
  const sum = (
    key: "completed" | "partial" | "failed" | "cancelled" | "running" | "answered" | "refused",
  ) => points.reduce((total, point) => total + point[key], 0);
  const total = points.reduce((count, point) => count + executionsIn(point), 0);
  if (total === 0) return "No executions in this window.";
  const results = (["completed", "partial", "failed", "cancelled", "running"] as const)
    .filter((key) => sum(key) > 0)
    .map((key) => `${formatCount(sum(key))} ${key}`);
  const measured = points.flatMap(({ successPct }) => (successPct === null ? [] : [successPct]));
  const worst =
    measured.length === 0
      ? ""
      : ` Lowest success rate in a slice ${formatPct(Math.min(...measured))}.`;
  const longest = Math.max(...points.map(({ band }) => band?.[1] ?? 0));
  const duration =
    longest > 0 ? ` Slowest 95th percentile ${formatDuration(Math.round(longest))}.` : "";
  const calls = ` ${plural(sum("answered") + sum("refused"), "vendor call")}, ${formatCount(sum("refused"))} refused with 429.`;
  return `${plural(total, "execution")}: ${results.join(", ")}.${worst}${duration}${calls}`;
}

/** Where a drag from one slice to another begins and ends, whichever way it went; `to` is exclusive. */
export function draggedWindow(
  points: readonly StatsPoint[],
  bucketSeconds: number,
  a: number,
  b: number,
): { from: string; to: string } | null {
  const first = points[Math.min(a, b)];
  const last = points[Math.max(a, b)];
  if (!first || !last) return null;
  return { from: first.from, to: new Date(last.fromMs + bucketSeconds * 1_000).toISOString() };
}
