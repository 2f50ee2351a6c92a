/** The time that series were beyond their recovery point, by what stood in the way at each moment. */
import { MINUTE_MS } from "./calendar-days";
import type { ReasonCode, Timeframe } from "./vocabulary";

/** A stretch beyond the objective; `endedMs` null: still under way. `reason`: the cause when it was noticed. */
export type BreachStretch = {
  timeframe: Timeframe;
  startedMs: number;
  endedMs: number | null;
  reason: ReasonCode;
};

export type ReasonChange = { timeframe: Timeframe; changedMs: number; reason: ReasonCode };

export type CauseShare = {
  reason: ReasonCode;
  minutes: number;
  /** Stretches in which it was the cause, wholly or in part. */
  breaches: number;
  /** In order of their first minute. */
  timeframes: Timeframe[];
};

/** What is noted while nothing stands in the way: within a breach, the cause before it still holds. */
const NO_CAUSE: ReadonlySet<ReasonCode> = new Set([
  "up_to_date",
  "not_due_market_closed",
  "within_grace",
  "provider_delay",
]);

/**
 * Minutes within [fromMs, toMs), the longest cause first. A series counts for itself: two at once count twice; a moment
 * that two stretches of one series cover counts once.
 *
 * @param changes what each series' state was noted to be due to, in order of time per series
 */
export function shareBreachCauses(
  breaches: readonly BreachStretch[],
  changes: readonly ReasonChange[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): CauseShare[] {
  const shares = new Map<ReasonCode, CauseShare & { last: BreachStretch | null }>();
  const countedToMs = new Map<Timeframe, number>();
  for (const breach of breaches.toSorted((a, b) => a.startedMs - b.startedMs)) {
    const { timeframe } = breach;
    const startMs = Math.max(breach.startedMs, countedToMs.get(timeframe) ?? fromMs);
    const endMs = Math.min(breach.endedMs ?? toMs, toMs);
    if (endMs <= startMs) continue;
    countedToMs.set(timeframe, endMs);
    const own = changes.filter((change) => change.timeframe === timeframe);
    for (const part of splitByReason(breach.reason, own, { startMs, endMs })) {
      const share = shares.get(part.reason) ?? {
        reason: part.reason,
        minutes: 0,
        breaches: 0,
        timeframes: [],
        last: null,
      };
      share.minutes += part.minutes;
      if (share.last !== breach) share.breaches += 1;
      share.last = breach;
      if (!share.timeframes.includes(timeframe)) share.timeframes.push(timeframe);
      shares.set(part.reason, share);
    }
  }
  return [...shares.values()]
    .map(({ last: _, ...share }) => share)
    .sort((a, b) => b.minutes - a.minutes);
}

type Part = { reason: ReasonCode; minutes: number };

function splitByReason(
  noticed: ReasonCode,
  changes: readonly ReasonChange[],
  { startMs, endMs }: { startMs: number; endMs: number },
): Part[] {
  const causes = changes.filter(({ reason }) => !NO_CAUSE.has(reason));
  const before = causes.findLast(({ changedMs }) => changedMs <= startMs);
  const within = causes.filter(({ changedMs }) => changedMs > startMs && changedMs < endMs);
  const parts: Part[] = [];
  let reason = before?.reason ?? noticed;
  let sinceMs = startMs;
  for (const change of within) {
    parts.push({ reason, minutes: (change.changedMs - sinceMs) / MINUTE_MS });
    reason = change.reason;
    sinceMs = change.changedMs;
  }
  parts.push({ reason, minutes: (endMs - sinceMs) / MINUTE_MS });
  return parts.filter(({ minutes }) => minutes > 0);
}
