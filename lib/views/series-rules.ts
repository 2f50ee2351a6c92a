/** `gradeDataStatus` of one moment, turned into limits that SQL can compare watermarks with. */
import { type SeriesRule, tierCode } from "@/lib/db/queries/read/series-source";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { isOpen } from "@/lib/domain/calendar-sessions";
import { expectedThrough } from "@/lib/domain/expected-windows";
import { policyFor } from "@/lib/domain/freshness-policy";
import { finalAtMs, windowAt } from "@/lib/domain/timeframe-windows";
import { ASSET_CLASSES, CRITICALITIES, TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";

type Limits = Omit<SeriesRule, "tier_code" | "timeframe">;
type Moment = { nowMs: number; delayMs: number };

export function planSeriesRules({
  now,
  exchange,
  policy,
  provider,
}: Pick<ViewDeps, "now" | "exchange" | "policy" | "provider">): SeriesRule[] {
  const at = { nowMs: now.getTime(), delayMs: provider.delayMs };
  const known = new Map<string, Limits>();
  return CRITICALITIES.flatMap((criticality) =>
    ASSET_CLASSES.flatMap((assetClass) =>
      TIMEFRAMES.map((timeframe) => {
        const held = policyFor(
          { criticality, assetClass, timeframe },
          policy.stalenessThresholds.rules,
        );
        const calendar = calendarFor(exchange, held.kind === "continuous" ? "crypto" : assetClass);
        const key = [calendar.id, timeframe, JSON.stringify(held)].join(" ");
        const limits =
          known.get(key) ??
          (held.kind === "wall_clock"
            ? wallClockLimits(at.nowMs - held.thresholds.agingMs)
            : calendarLimits(calendar, timeframe, { ...at, graceMs: held.graceMs }));
        known.set(key, limits);
        return { tier_code: tierCode(criticality, assetClass), timeframe, ...limits };
      }),
    ),
  );
}

function wallClockLimits(computedBeforeMs: number): Limits {
  return {
    computed_before: new Date(computedBeforeMs).toISOString(),
    behind_before: "-infinity",
    behind_answered: "infinity",
    idle_from: "infinity",
    idle_answered: "infinity",
    closes: [],
    session_windows: [],
  };
}

function calendarLimits(
  calendar: Calendar,
  timeframe: Timeframe,
  { nowMs, delayMs, graceMs }: Moment & { graceMs: number },
): Limits {
  const dueMs = expectedThrough(calendar, timeframe, { nowMs, delayMs: delayMs + graceMs });
  const dueFinalMs = dueMs === null ? null : finalAtMs(calendar, timeframe, dueMs);
  return {
    computed_before: null,
    behind_before: dueMs === null ? "-infinity" : iso(dueMs),
    behind_answered: dueFinalMs === null ? "infinity" : iso(dueFinalMs),
    ...idleLimits(calendar, timeframe, { nowMs, delayMs }),
    ...answeredSessions(calendar, timeframe, dueFinalMs ?? nowMs, nowMs - delayMs),
  };
}

function idleLimits(
  calendar: Calendar,
  timeframe: Timeframe,
  { nowMs, delayMs }: Moment,
): Pick<Limits, "idle_from" | "idle_answered"> {
  if (isOpen(calendar, nowMs, "extended"))
    return { idle_from: "infinity", idle_answered: "infinity" };
  const finalMs = expectedThrough(calendar, timeframe, { nowMs, delayMs: 0 });
  if (finalMs === null) return { idle_from: "-infinity", idle_answered: "infinity" };
  const knownFromMs = finalAtMs(calendar, timeframe, finalMs);
  return {
    idle_from: iso(finalMs),
    // An answer counts up to what the provider can have delivered by now.
    idle_answered: knownFromMs <= nowMs - delayMs ? iso(knownFromMs) : "infinity",
  };
}

/** Sessions whose close an answer of [fromMs, toMs] may have passed, and the last one before. */
function answeredSessions(
  calendar: Calendar,
  timeframe: Timeframe,
  fromMs: number,
  toMs: number,
): Pick<Limits, "closes" | "session_windows"> {
  const closes: string[] = [];
  const windows: string[] = [];
  for (let index = calendar.rankAt(toMs) - 1; ; index -= 1) {
    const session = calendar.sessionAt(index);
    if (!session) break;
    if (session.closeMs > toMs) continue;
    closes.unshift(iso(session.closeMs));
    windows.unshift(iso(windowAt(calendar, timeframe, session.startMs).startMs));
    if (session.closeMs <= fromMs) break;
  }
  return { closes, session_windows: windows };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
