/** Stored facts of series → their grades and reasons, at one moment; equal facts are graded once. */
import type { StoredSeries } from "@/lib/db/queries/read/series-facts";
import { calendarFor } from "@/lib/domain/calendar";
import { nextOpenMs } from "@/lib/domain/calendar-sessions";
import { type DataGrade, gradeDataStatus } from "@/lib/domain/data-status";
import { reasonCodeOf } from "@/lib/domain/explain-reason";
import { gradeFreshness, stalenessMs } from "@/lib/domain/freshness";
import { policyFor } from "@/lib/domain/freshness-policy";
import type { ReasonFacts } from "@/lib/domain/reason-facts";
import type { Criticality, FreshnessStatus, ReasonCode } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import { nextRunAt } from "./schedule-times";

export type GradedSeries = {
  row: StoredSeries;
  status: Exclude<FreshnessStatus, "unknown">;
  stalenessSeconds: number | null;
  data: DataGrade;
  reason: ReasonCode;
};

export type GradingDeps = Pick<ViewDeps, "now" | "exchange" | "policy" | "provider"> & {
  /** A paused or switched-off schedule announces no next run. */
  isScheduleRunning: boolean;
};

export type SeriesGrader = {
  grade: (row: StoredSeries) => GradedSeries;
  /** What the reason of a graded series was made from: the why panel walks it again. */
  reasonFacts: (graded: Pick<GradedSeries, "row" | "data">) => ReasonFacts;
};

export function createSeriesGrader(deps: GradingDeps): SeriesGrader {
  const { now, policy } = deps;
  const gradeData = memoizeDataGrades(deps);
  const openMs = nextOpenMs(deps.exchange, now.getTime());
  const nextOpenAt = openMs === null ? null : new Date(openMs);
  const nextRuns = new Map<Criticality, Date | null>();

  const nextRunOf = (criticality: Criticality) => {
    if (!deps.isScheduleRunning) return null;
    const known = nextRuns.get(criticality);
    if (known !== undefined) return known;
    const at = nextRunAt(policy, now, criticality);
    nextRuns.set(criticality, at);
    return at;
  };
  const reasonFacts: SeriesGrader["reasonFacts"] = ({ row, data }) => ({
    active: row.active,
    pause: pauseOf(row, now),
    data,
    lastComputedAt: dateOf(row.lastComputedMs),
    openJob:
      row.openJobStatus === null
        ? null
        : { status: row.openJobStatus, since: new Date(row.openJobSinceMs ?? now.getTime()) },
    lastAttemptAt: dateOf(row.lastAttemptMs),
    lastErrorCode: row.lastErrorCode,
    lastErrorMessage: row.lastErrorMessage,
    nextRunAt: nextRunOf(row.criticality),
    nextOpenAt: row.assetClass === "crypto" ? null : nextOpenAt,
  });
  return {
    reasonFacts,
    grade: (row) => {
      const computedAt = dateOf(row.lastComputedMs);
      const data = gradeData(row);
      return {
        row,
        status: gradeFreshness(computedAt, row.dataPointCount, now, policy.stalenessThresholds),
        stalenessSeconds: computedAt && Math.floor(stalenessMs(computedAt, now) / 1000),
        data,
        reason: reasonCodeOf(reasonFacts({ row, data })),
      };
    },
  };
}

type Watermarks = Pick<
  StoredSeries,
  | "criticality"
  | "assetClass"
  | "timeframe"
  | "storedThroughMs"
  | "answeredThroughMs"
  | "lastComputedMs"
>;

/** Grades series that share their watermarks as one. */
export function gradeGroups<Group extends Watermarks>(
  deps: Omit<GradingDeps, "isScheduleRunning">,
  groups: readonly Group[],
): { group: Group; data: DataGrade }[] {
  const gradeData = memoizeDataGrades(deps);
  return groups.map((group) => ({ group, data: gradeData(group) }));
}

/** Most series of a board share their watermarks. */
function memoizeDataGrades({
  now,
  exchange,
  policy,
  provider,
}: Omit<GradingDeps, "isScheduleRunning">) {
  const known = new Map<string, DataGrade>();
  return (row: Watermarks): DataGrade => {
    const { criticality, assetClass, timeframe } = row;
    const held = policyFor(
      { criticality, assetClass, timeframe },
      policy.stalenessThresholds.rules,
    );
    const computedMs = held.kind === "wall_clock" ? row.lastComputedMs : null;
    const key = `${criticality} ${assetClass} ${timeframe} ${row.storedThroughMs} ${row.answeredThroughMs} ${computedMs}`;
    const before = known.get(key);
    if (before) return before;
    const grade = gradeDataStatus(
      {
        calendar: calendarFor(exchange, assetClass),
        timeframe,
        policy: held,
        storedThrough: dateOf(row.storedThroughMs),
        answeredThrough: dateOf(row.answeredThroughMs),
        lastComputedAt: dateOf(row.lastComputedMs),
        delayMs: provider.delayMs,
      },
      now,
    );
    known.set(key, grade);
    return grade;
  };
}

function pauseOf({ pausedUntilMs, pausedReason }: StoredSeries, now: Date): ReasonFacts["pause"] {
  if (pausedUntilMs === null || pausedUntilMs <= now.getTime()) return null;
  return { reason: pausedReason, until: new Date(pausedUntilMs) };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
