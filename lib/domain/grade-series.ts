/** What is known of series → their grades and reasons, at one moment. Equal facts are graded once. */
import { type Calendar, calendarFor } from "./calendar";
import { nextOpenMs } from "./calendar-sessions";
import { type DataGrade, gradeDataStatus } from "./data-status";
import { reasonCodeOf } from "./explain-reason";
import { type FreshnessThresholds, gradeFreshness, stalenessMs } from "./freshness";
import { type PolicyRule, policyFor } from "./freshness-policy";
import type { ReasonFacts } from "./reason-facts";
import type { AssetClass, Criticality, FreshnessStatus, ReasonCode, Timeframe } from "./vocabulary";

type Watermarks = {
  criticality: Criticality;
  assetClass: AssetClass;
  timeframe: Timeframe;
  storedThroughMs: number | null;
  answeredThroughMs: number | null;
  lastComputedMs: number | null;
};

/** Instants as ms since 1970. */
type SeriesRecord = Watermarks & {
  active: boolean;
  pausedUntilMs: number | null;
  pausedReason: string | null;
  dataPointCount: number;
  lastAttemptMs: number | null;
  lastErrorCode: string | null;
  lastErrorMessage: string | null;
  openJobStatus: "pending" | "in_progress" | null;
  openJobSinceMs: number | null;
};

export type GradedSeries<Row extends SeriesRecord = SeriesRecord> = {
  row: Row;
  status: Exclude<FreshnessStatus, "unknown">;
  stalenessSeconds: number | null;
  data: DataGrade;
  reason: ReasonCode;
};

export type GradingRules = {
  now: Date;
  exchange: Calendar;
  /** The provider's delay after a window's end. */
  delayMs: number;
  thresholds: FreshnessThresholds & { rules: readonly PolicyRule[] };
};

type NextRuns = {
  /** When the series of a tier are run next; null: not known, or never. */
  nextRunOf: (criticality: Criticality) => Date | null;
};

export type SeriesGrader = {
  grade: <Row extends SeriesRecord>(row: Row) => GradedSeries<Row>;
  /** What the reason of a graded series was made from: the why panel walks it again. */
  reasonFacts: (graded: { row: SeriesRecord; data: DataGrade }) => ReasonFacts;
};

export function createSeriesGrader(rules: GradingRules & NextRuns): SeriesGrader {
  const { now, thresholds } = rules;
  const gradeData = createDataGrader(rules);
  const nextOpenAt = dateOf(nextOpenMs(rules.exchange, now.getTime()));
  const reasonFacts: SeriesGrader["reasonFacts"] = ({ row, data }) => ({
    active: row.active,
    pause: pauseOf(row, now),
    data,
    lastComputedAt: dateOf(row.lastComputedMs),
    openJob: openJobOf(row, now),
    lastAttemptAt: dateOf(row.lastAttemptMs),
    lastErrorCode: row.lastErrorCode,
    lastErrorMessage: row.lastErrorMessage,
    nextRunAt: rules.nextRunOf(row.criticality),
    nextOpenAt: row.assetClass === "crypto" ? null : nextOpenAt,
  });
  return {
    reasonFacts,
    grade: (row) => {
      const computedAt = dateOf(row.lastComputedMs);
      const data = gradeData(row);
      return {
        row,
        status: gradeFreshness(computedAt, row.dataPointCount, now, thresholds),
        stalenessSeconds: computedAt && Math.floor(stalenessMs(computedAt, now) / 1000),
        data,
        reason: reasonCodeOf(reasonFacts({ row, data })),
      };
    },
  };
}

/** Market time alone. Most series of a board share their watermarks, so each combination is judged once. */
export function createDataGrader({
  now,
  exchange,
  delayMs,
  thresholds,
}: GradingRules): (row: Watermarks) => DataGrade {
  const known = new Map<string, DataGrade>();
  return (row) => {
    const { criticality, assetClass, timeframe } = row;
    const held = policyFor({ criticality, assetClass, timeframe }, thresholds.rules);
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
        delayMs,
      },
      now,
    );
    known.set(key, grade);
    return grade;
  };
}

/** Null: not paused, or not any more. */
function pauseOf(
  { pausedUntilMs, pausedReason }: Pick<SeriesRecord, "pausedUntilMs" | "pausedReason">,
  now: Date,
): ReasonFacts["pause"] {
  if (pausedUntilMs === null || pausedUntilMs <= now.getTime()) return null;
  return { reason: pausedReason, until: new Date(pausedUntilMs) };
}

function openJobOf(
  { openJobStatus, openJobSinceMs }: SeriesRecord,
  now: Date,
): ReasonFacts["openJob"] {
  if (openJobStatus === null) return null;
  return { status: openJobStatus, since: new Date(openJobSinceMs ?? now.getTime()) };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
