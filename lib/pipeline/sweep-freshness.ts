/** Keeps the stored status of every series true to the clock, and writes down each change of it. */
import {
  type FreshnessChange,
  insertFreshnessHistory,
  type SweptSeries,
  updateSweptStatus,
} from "@/lib/db/queries/freshness";
import { type StoredSeries, selectStoredSeries } from "@/lib/db/queries/read/series-facts";
import { type SweptState, selectSweptStates } from "@/lib/db/queries/swept-states";
import { calendarFor } from "@/lib/domain/calendar";
import { type DataGrade, gradeDataStatus } from "@/lib/domain/data-status";
import { reasonCodeOf } from "@/lib/domain/explain-reason";
import { gradeFreshness, stalenessMs } from "@/lib/domain/freshness";
import { policyFor } from "@/lib/domain/freshness-policy";
import type { PipelineDeps } from "./deps";

export type Sweep = { series: number; changed: number };

/** Rows are written only where something a reader sees has changed; the age alone is derived at read time. */
export async function sweepFreshness(deps: PipelineDeps): Promise<Sweep> {
  const now = deps.now();
  const before = await selectSweptStates(deps.db);
  const graded = (await selectStoredSeries(deps.db, {})).map((row) => grade(deps, row, now));
  const changed = graded.filter((one) => hasChanged(one.swept, before.get(keyOf(one.swept))));
  await deps.db.transaction(async (tx) => {
    await updateSweptStatus(tx, { series: changed.map(({ swept }) => swept), now });
    await insertFreshnessHistory(
      tx,
      changed.map((one) => historyOf(one, before.get(keyOf(one.swept)), now)),
    );
  });
  return { series: graded.length, changed: changed.length };
}

type Graded = { row: StoredSeries; data: DataGrade; swept: SweptSeries };

function grade(deps: PipelineDeps, row: StoredSeries, now: Date): Graded {
  const { symbol, timeframe, assetClass, criticality } = row;
  const { stalenessThresholds } = deps.policy();
  const lastComputedAt = dateOf(row.lastComputedMs);
  const data = gradeDataStatus(
    {
      calendar: calendarFor(deps.exchange, assetClass),
      timeframe,
      policy: policyFor({ criticality, assetClass, timeframe }, stalenessThresholds.rules),
      storedThrough: dateOf(row.storedThroughMs),
      answeredThrough: dateOf(row.answeredThroughMs),
      lastComputedAt,
      delayMs: deps.provider.capabilities.delayMs,
    },
    now,
  );
  const swept: SweptSeries = {
    symbol,
    timeframe,
    status: gradeFreshness(lastComputedAt, row.dataPointCount, now, stalenessThresholds),
    dataStatus: data.status,
    reason: reasonCodeOf({
      active: row.active,
      pause: pauseOf(row, now),
      data,
      lastComputedAt,
      openJob: openJobOf(row, now),
      lastAttemptAt: dateOf(row.lastAttemptMs),
      lastErrorCode: row.lastErrorCode,
      lastErrorMessage: row.lastErrorMessage,
      nextRunAt: null,
      nextOpenAt: null,
    }),
    stalenessSeconds: lastComputedAt && Math.floor(stalenessMs(lastComputedAt, now) / 1000),
  };
  return { row, data, swept };
}

function pauseOf({ pausedUntilMs, pausedReason }: StoredSeries, now: Date) {
  if (pausedUntilMs === null || pausedUntilMs <= now.getTime()) return null;
  return { reason: pausedReason, until: new Date(pausedUntilMs) };
}

function openJobOf({ openJobStatus, openJobSinceMs }: StoredSeries, now: Date) {
  if (openJobStatus === null) return null;
  return { status: openJobStatus, since: new Date(openJobSinceMs ?? now.getTime()) };
}

const keyOf = ({ symbol, timeframe }: { symbol: string; timeframe: string }) =>
  `${symbol} ${timeframe}`;

function hasChanged(now: SweptSeries, before: SweptState | undefined): boolean {
  return (
    before?.historyStatus !== now.status ||
    before.historyDataStatus !== now.dataStatus ||
    before.historyReason !== now.reason ||
    before.status !== now.status
  );
}

function historyOf(
  { row, data, swept }: Graded,
  before: SweptState | undefined,
  now: Date,
): FreshnessChange {
  return {
    symbol: swept.symbol,
    timeframe: swept.timeframe,
    changedAt: now,
    status: swept.status,
    dataStatus: swept.dataStatus,
    reason: swept.reason,
    previousStatus: before?.historyStatus ?? null,
    previousDataStatus: before?.historyDataStatus ?? null,
    storedThrough: dateOf(row.storedThroughMs),
    expectedThrough: data.expectedThrough,
    lastComputedAt: dateOf(row.lastComputedMs),
    barsBehind: data.barsBehind,
    dataPointCount: row.dataPointCount,
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
