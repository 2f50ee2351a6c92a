/** Rows for tests, made with one call each: what a test does not name gets an unremarkable value. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import {
  alerts,
  baseStreams,
  candles,
  coverageDays,
  coverageGaps,
  executionLogLines,
  featureComputationFailures,
  featureFreshness,
  freshnessHistory,
  providerRequests,
  quantFeatures,
  schedulerExecutionLog,
  series,
  symbolComputationStatus,
  trackedSymbols,
} from "@/lib/db/schema";
import type { Bar } from "@/lib/domain/bar";
import type { Timeframe } from "@/lib/domain/vocabulary";

type Row<T extends { $inferInsert: unknown }> = T["$inferInsert"];

export async function insertSymbol(db: Db, row: Partial<Row<typeof trackedSymbols>> = {}) {
  const values = {
    symbol: "AAPL",
    assetClass: "stock",
    criticality: "standard",
    timeframes: ["1d"],
    ...row,
  };
  await db.insert(trackedSymbols).values(values);
  return values;
}

/** A series whose features were just computed from a full store, unless said otherwise. */
export async function insertFreshness(db: Db, row: Partial<Row<typeof featureFreshness>> = {}) {
  const values = { symbol: "AAPL", timeframe: "1d", dataPointCount: 250, ...row };
  await db.insert(featureFreshness).values(values);
  return values;
}

export async function insertStream(db: Db, row: Partial<Row<typeof baseStreams>> = {}) {
  await db.insert(baseStreams).values({ symbol: "AAPL", timeframe: "1d", ...row });
}

export async function insertExecution(
  db: Db,
  row: Partial<Row<typeof schedulerExecutionLog>> = {},
): Promise<string> {
  const startedAt = row.startedAt ?? new Date("2026-11-20T15:00:00Z");
  const [inserted] = await db
    .insert(schedulerExecutionLog)
    .values({ startedAt, status: "completed", trigger: "schedule", ...row })
    .returning({ id: schedulerExecutionLog.executionId });
  if (!inserted) throw new Error("the execution was not inserted");
  return inserted.id;
}

export async function insertJob(
  db: Db,
  executionId: string,
  row: Partial<Row<typeof symbolComputationStatus>> = {},
) {
  await db.insert(symbolComputationStatus).values({
    executionId,
    symbol: "AAPL",
    assetClass: "stock",
    timeframe: "1d",
    status: "completed",
    ...row,
  });
}

export async function insertFailure(
  db: Db,
  row: Partial<Row<typeof featureComputationFailures>> = {},
): Promise<number> {
  const [inserted] = await db
    .insert(featureComputationFailures)
    .values({
      symbol: "AAPL",
      timeframe: "1d",
      errorMessage: "HTTP 429",
      errorCode: "rate_limited",
      fingerprint: "rate_limited",
      ...row,
    })
    .returning({ id: featureComputationFailures.id });
  if (!inserted) throw new Error("the failure was not inserted");
  return inserted.id;
}

export async function insertRequest(db: Db, row: Partial<Row<typeof providerRequests>> = {}) {
  await db.insert(providerRequests).values({
    symbol: "AAPL",
    timeframe: "1m",
    purpose: "scheduled",
    path: "/v2/aggs/ticker/AAPL/range/1/minute/2026-11-20/2026-11-20",
    status: 200,
    durationMs: 40,
    startedAt: new Date("2026-11-20T15:00:00Z"),
    ...row,
  });
}

export async function insertLogLine(db: Db, row: Partial<Row<typeof executionLogLines>> = {}) {
  const { executionId = "00000000-0000-4000-8000-000000000000" } = row;
  await db
    .insert(executionLogLines)
    .values({ level: "info", message: "Started", ...row, executionId });
}

/** One change of a series' state; by default into fresh and current. */
export async function insertHistory(db: Db, row: Partial<Row<typeof freshnessHistory>> = {}) {
  await db.insert(freshnessHistory).values({
    symbol: "AAPL",
    timeframe: "1d",
    status: "fresh",
    dataStatus: "current",
    reason: "up_to_date",
    ...row,
  });
}

export async function insertAlert(db: Db, row: Partial<Row<typeof alerts>> = {}) {
  const at = row.pendingSince ?? new Date("2026-11-20T15:00:00Z");
  await db.insert(alerts).values({
    rule: "stale_series",
    groupKey: "rate_limited",
    severity: "warning",
    state: "firing",
    summary: "2 series are behind because the provider answered 429",
    affectedCount: 2,
    pendingSince: at,
    lastSeenAt: at,
    ...row,
  });
}

export async function insertCoverage(
  db: Db,
  row: Partial<Row<typeof coverageDays>> & { day: string },
) {
  await db.insert(coverageDays).values({ symbol: "AAPL", timeframe: "1m", barCount: 960, ...row });
}

export async function insertGap(db: Db, row: Partial<Row<typeof coverageGaps>> & { day: string }) {
  await db
    .insert(coverageGaps)
    .values({ symbol: "AAPL", timeframe: "1m", status: "missing", ...row });
}

/** Stores bars raw and keeps the series row in step, as the pipeline would; returns the series' number. */
export async function insertBars(
  db: Db,
  input: {
    symbol: string;
    timeframe: Timeframe;
    bars: readonly Bar[];
    suspect?: ReadonlySet<number>;
  },
): Promise<number> {
  const { symbol, timeframe, bars } = input;
  const firstOpenedAt = new Date(Math.min(...bars.map(({ t }) => t)));
  const lastOpenedAt = new Date(Math.max(...bars.map(({ t }) => t)));
  await db.execute(
    sql`select ensure_candle_partitions(${firstOpenedAt.toISOString()}::timestamptz, ${lastOpenedAt.toISOString()}::timestamptz)`,
  );
  const [row] = await db
    .insert(series)
    .values({ symbol, timeframe, barCount: bars.length, firstOpenedAt, lastOpenedAt })
    .onConflictDoUpdate({
      target: [series.symbol, series.timeframe],
      set: { barCount: bars.length, firstOpenedAt, lastOpenedAt },
    })
    .returning({ id: series.id });
  if (!row) throw new Error("the series was not inserted");
  await db.insert(candles).values(
    bars.map(({ t, ...bar }) => ({
      ...bar,
      seriesId: row.id,
      openedAt: new Date(t),
      flags: input.suspect?.has(t) ? 1 : 0,
    })),
  );
  return row.id;
}

export async function insertFeatures(db: Db, rows: Row<typeof quantFeatures>[]) {
  await db.insert(quantFeatures).values(rows);
}
