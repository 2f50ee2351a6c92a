import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "@/lib/db/connect";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import { insertBars, insertSymbol } from "@/lib/db/testing/fixtures";
import { selectNewestBars, selectNewestFeatures } from "./bars";
import { selectCoverage, selectMinuteStarts } from "./coverage";
import { selectFaultSpans } from "./fault-spans";
import { selectOverviewFigures, selectWatermarkGroups } from "./overview";
import { selectSchedulerFigures } from "./scheduler-health";
import { selectStoredSeries } from "./series-facts";
import { selectStaleness } from "./staleness";

let database: TestDb;
const now = new Date("2026-11-20T16:00:00Z");
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  database = await createTestDb();
  await insertSymbol(database.db, { timeframes: ["1h"] });
  const hours = Array.from({ length: 24 * 90 }, (_, index) => now.getTime() - index * HOUR_MS);
  for (const symbol of ["AAPL", "MSFT", "TSLA"]) {
    await insertBars(database.db, {
      symbol,
      timeframe: "1h",
      bars: hours.map((t) => ({ t, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
    });
  }
  await database.db.execute(
    sql`insert into quant_features (series_id, opened_at) select series_id, opened_at from candles`,
  );
  await database.db.execute(sql`analyze`);
});
afterAll(() => database.close());

/** A database that explains what it is asked instead of answering it. */
async function planOf(query: (db: Db) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const execute = async (statement: ReturnType<typeof sql>) => {
    const lines = await database.db.execute<{ "QUERY PLAN": string }>(
      sql`explain (analyze, costs off, timing off, summary off) ${statement}`,
    );
    plans.push(lines.map((line) => line["QUERY PLAN"]).join("\n"));
    return [{ cells: [], wanted: [], rows: [] }];
  };
  await query(Object.assign(Object.create(database.db), { execute }));
  return plans.join("\n");
}

const range = { symbol: "AAPL", timeframe: "1h" as const, limit: 50 };
const bounded = {
  fromMs: Date.parse("2026-11-10T00:00:00Z"),
  toMs: Date.parse("2026-11-12T00:00:00Z"),
};
const context = { now, thresholds: { freshMs: HOUR_MS, agingMs: 6 * HOUR_MS }, rules: [] };

describe("the plan of a dashboard query", () => {
  test.each<[string, (db: Db) => Promise<unknown>]>([
    ["newest bars", (db) => selectNewestBars(db, { ...range, fromMs: null, toMs: null })],
    ["bars of a range", (db) => selectNewestBars(db, { ...range, ...bounded })],
    ["newest features", (db) => selectNewestFeatures(db, { ...range, fromMs: null, toMs: null })],
    ["minutes of a day", (db) => selectMinuteStarts(db, { symbol: "AAPL", ...bounded })],
  ])("%s never scans a partition of bars from end to end", async (_, query) => {
    const plan = await planOf(query);
    expect(plan).toMatch(/(?:candles|quant_features)_m\d{6}/);
    expect(plan).not.toMatch(/Seq Scan on (?:candles|quant_features)/);
  });

  test("a bounded range opens only the partitions it needs", async () => {
    const plan = await planOf((db) => selectNewestBars(db, { ...range, ...bounded }));
    const opened = [...plan.matchAll(/ on (candles_m\d{6})[^\n]*\n?[^\n]*/g)]
      .filter(([text]) => !text.includes("never executed"))
      .map(([, name]) => name);
    expect(new Set(opened)).toEqual(new Set(["candles_m202611"]));
  });

  test.each<[string, (db: Db) => Promise<unknown>]>([
    ["health", (db) => selectSchedulerFigures(db, { now, staleBefore: now })],
    ["staleness", (db) => selectStaleness(db, context, {}, { limit: 50, order: "status" })],
    ["the matrix", (db) => selectStoredSeries(db, {})],
    ["the overview", (db) => selectOverviewFigures(db, { now, rpoDays: 28 })],
    ["the forecast", (db) => selectWatermarkGroups(db, now)],
    ["the faults of a day", (db) => selectFaultSpans(db, now)],
    [
      "coverage",
      (db) =>
        selectCoverage(
          db,
          { timeframe: "1m", fromDay: "2026-10-01", toDay: "2026-11-20" },
          { limit: 50 },
        ),
    ],
  ])("%s touches no bar at all", async (_, query) => {
    const plan = await planOf(query);
    expect(plan.length).toBeGreaterThan(0);
    expect(plan).not.toMatch(/candles|quant_features/);
  });
});
