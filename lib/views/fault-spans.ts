/** Joins spans of one series that follow each other with another reason: one fault, from its begin to its end. */
import type { FaultSpan } from "@/lib/db/queries/read/fault-spans";

/** The reason is that of the newest part. */
export function mergeSpans(spans: readonly FaultSpan[]): FaultSpan[] {
  const open = new Map<string, FaultSpan>();
  const merged: FaultSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const key = `${span.symbol} ${span.timeframe}`;
    const before = open.get(key);
    if (before && (before.toMs === null || before.toMs >= span.fromMs)) {
      before.toMs = span.toMs;
      before.reason = span.reason;
      continue;
    }
    const started = { ...span };
    open.set(key, started);
    merged.push(started);
  }
  return merged;
}

/** How many series were at fault at an instant. */
export function countAt(spans: readonly FaultSpan[], atMs: number): number {
  return spans.filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || toMs > atMs))
    .length;
}
