/** Writes of freshness rows: by jobs as they end, and by the sweep that keeps the stored status and its history. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { featureFreshness, freshnessHistory } from "@/lib/db/schema";
import {
  DEFAULT_THRESHOLDS,
  type FreshnessThresholds,
  gradeFreshness,
  stalenessMs,
} from "@/lib/domain/freshness";
import type { DataStatus, FreshnessStatus, ReasonCode, Timeframe } from "@/lib/domain/vocabulary";
import { atMs, numberArray, rowsOf, textArray } from "./run";

type FreshnessUpdate = {
  symbol: string;
  timeframe: Timeframe;
  lastComputedAt: Date;
  dataPointCount: number;
  storedThrough: Date | null;
  firstOpenedAt: Date | null;
  executionId: string | null;
};

/** A computation that succeeded: status from the thresholds, earlier errors forgotten. */
export async function updateFreshness(
  db: Db,
  input: FreshnessUpdate & { now: Date; thresholds?: FreshnessThresholds },
): Promise<void> {
  const { symbol, timeframe, lastComputedAt, dataPointCount, now } = input;
  const thresholds = input.thresholds ?? DEFAULT_THRESHOLDS;
  const values = {
    lastComputedAt,
    dataPointCount,
    status: gradeFreshness(lastComputedAt, dataPointCount, now, thresholds),
    stalenessSeconds: Math.floor(stalenessMs(lastComputedAt, now) / 1000),
    updatedAt: now,
    storedThrough: input.storedThrough,
    firstOpenedAt: input.firstOpenedAt,
    lastAttemptAt: now,
    lastErrorCode: null,
    lastErrorMessage: null,
    lastExecutionId: input.executionId,
  };
  await db
    .insert(featureFreshness)
    .values({ symbol, timeframe, ...values })
    .onConflictDoUpdate({
      target: [featureFreshness.symbol, featureFreshness.timeframe],
      set: values,
    });
}

/** The same for several series of a symbol at once, counts and watermarks as their series rows have them. */
export async function updateFreshnessOfSeries(
  db: Db,
  input: {
    symbol: string;
    timeframes: readonly Timeframe[];
    executionId: string | null;
    now: Date;
    thresholds: FreshnessThresholds;
  },
): Promise<void> {
  const { symbol, executionId, now, thresholds } = input;
  const at = atMs(now.getTime());
  const status = gradeFreshness(now, 1, now, thresholds);
  await db.execute(sql`
    insert into feature_freshness as fresh (symbol, timeframe, last_computed_at, data_point_count, status, staleness_seconds,
      updated_at, stored_through, first_opened_at, last_attempt_at, last_execution_id)
    select symbol, timeframe, ${at}, bar_count, case when bar_count > 0 then ${status} else 'missing' end, 0,
      ${at}, last_opened_at, first_opened_at, ${at}, ${executionId}::uuid
    from series where symbol = ${symbol} and timeframe = any(${textArray(input.timeframes)}::text[])
    on conflict (symbol, timeframe) do update set last_computed_at = excluded.last_computed_at,
      data_point_count = excluded.data_point_count, status = excluded.status, staleness_seconds = excluded.staleness_seconds,
      updated_at = excluded.updated_at, stored_through = excluded.stored_through, first_opened_at = excluded.first_opened_at,
      last_attempt_at = excluded.last_attempt_at, last_execution_id = excluded.last_execution_id,
      last_error_code = null, last_error_message = null`);
}

/** An attempt that failed: what was computed before stays as old as it is. */
export async function updateFreshnessFailed(
  db: Db,
  input: {
    symbol: string;
    failures: readonly { timeframe: Timeframe; code: string; message: string }[];
    executionId: string | null;
    now: Date;
  },
): Promise<void> {
  const { failures } = input;
  if (failures.length === 0) return;
  await db.execute(sql`
    insert into feature_freshness (symbol, timeframe, status, last_attempt_at, last_error_code, last_error_message, last_execution_id, updated_at)
    select ${input.symbol}, timeframe, 'missing', ${atMs(input.now.getTime())}, code, message, ${input.executionId}::uuid, ${atMs(input.now.getTime())}
    from unnest(${textArray(failures.map(({ timeframe }) => timeframe))}::text[],
      ${textArray(failures.map(({ code }) => code))}::text[],
      ${textArray(failures.map(({ message }) => message))}::text[]) as failure(timeframe, code, message)
    on conflict (symbol, timeframe) do update set last_attempt_at = excluded.last_attempt_at,
      last_error_code = excluded.last_error_code, last_error_message = excluded.last_error_message,
      last_execution_id = excluded.last_execution_id, updated_at = excluded.updated_at`);
}

/** A series as the sweep found it: what it is graded as, and the facts it was graded from. */
export type SweptSeries = {
  symbol: string;
  timeframe: Timeframe;
  status: FreshnessStatus;
  dataStatus: DataStatus;
  reason: ReasonCode;
  stalenessSeconds: number | null;
  lastAttemptMs: number | null;
  storedThroughMs: number | null;
  dataPointCount: number;
};

/**
 * Writes the cached status of the given series. A row whose facts have changed since they were read is left alone: a
 * job has ended in between, and its status is the newer one.
 *
 * @returns the series whose rows were written
 */
export async function updateSweptStatus(
  db: Db,
  input: { series: readonly SweptSeries[]; now: Date },
): Promise<{ symbol: string; timeframe: Timeframe }[]> {
  const { series } = input;
  if (series.length === 0) return [];
  const text = (pick: (row: SweptSeries) => string) => sql`${textArray(series.map(pick))}::text[]`;
  const number = (pick: (row: SweptSeries) => number | null, type: "int4" | "float8") =>
    sql`${numberArray(series.map(pick))}::${sql.raw(type)}[]`;
  return rowsOf(
    db,
    sql`insert into feature_freshness as fresh (symbol, timeframe, status, data_status, reason, staleness_seconds,
        last_attempt_at, stored_through, data_point_count, updated_at)
      select symbol, timeframe, status, data_status, reason, staleness_seconds,
        to_timestamp(last_attempt_ms / 1000), to_timestamp(stored_through_ms / 1000), data_point_count, ${atMs(input.now.getTime())}
      from unnest(${text((row) => row.symbol)}, ${text((row) => row.timeframe)},
        ${text((row) => row.status)}, ${text((row) => row.dataStatus)}, ${text((row) => row.reason)},
        ${number((row) => row.stalenessSeconds, "int4")}, ${number((row) => row.lastAttemptMs, "float8")},
        ${number((row) => row.storedThroughMs, "float8")}, ${number((row) => row.dataPointCount, "int4")})
        as swept (symbol, timeframe, status, data_status, reason, staleness_seconds, last_attempt_ms, stored_through_ms, data_point_count)
      on conflict (symbol, timeframe) do update set status = excluded.status, data_status = excluded.data_status,
        reason = excluded.reason, staleness_seconds = excluded.staleness_seconds, updated_at = excluded.updated_at
      where fresh.last_attempt_at is not distinct from excluded.last_attempt_at
        and fresh.stored_through is not distinct from excluded.stored_through
        and fresh.data_point_count = excluded.data_point_count
      returning symbol, timeframe`,
  );
}

export type FreshnessChange = typeof freshnessHistory.$inferInsert;

export async function insertFreshnessHistory(
  db: Db,
  changes: readonly FreshnessChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await db.insert(freshnessHistory).values([...changes]);
}
