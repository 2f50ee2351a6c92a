import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { rpoDaily, schedulerHeartbeats, splits } from "@/lib/db/schema";
import {
  insertAlert,
  insertExecution,
  insertFreshness,
  insertHistory,
  insertJob,
  insertRequest,
  insertSymbol,
} from "@/lib/db/testing/fixtures";
import type { ViewDeps } from "./deps";
import { viewOverview } from "./overview";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const view = async (changes: Partial<ViewDeps> = {}) =>
  ENDPOINTS.overview.response.parse(await viewOverview(createViewDeps(database.db, changes)));
const beat = (beatAt: Date, startedAt = at("2026-11-01T00:00:00Z")) =>
  database.db.insert(schedulerHeartbeats).values({ instanceId: "one", startedAt, beatAt });

describe("viewOverview", () => {
  test("an empty database says that nothing is tracked and what is set up already", async () => {
    const answer = await view();
    expect(answer.verdict).toMatchObject({ sentence: "Nothing is tracked yet.", failed_jobs: 0 });
    expect(answer.setup).toEqual({
      database: true,
      engine: true,
      provider: false,
      symbols: 0,
      first_backfill: false,
    });
    expect(answer.components.map(({ key, status }) => [key, status])).toEqual([
      ["scheduler", "unknown"],
      ["last_execution", "unknown"],
      ["freshness", "unknown"],
      ["provider", "unknown"],
      ["database", "ok"],
    ]);
    expect(answer.components.every(({ spark }) => spark.length === 24)).toBe(true);
    expect(answer.tiers.map(({ criticality, total }) => [criticality, total])).toEqual([
      ["critical", 0],
      ["standard", 0],
      ["low_priority", 0],
    ]);
  });

  test("over a weekend everything at rest is healthy, though all of it is stale by the wall clock", async () => {
    await insertSymbol(database.db);
    await insertFreshness(database.db, {
      lastComputedAt: at("2026-11-20T21:30:00Z"),
      storedThrough: at("2026-11-20T05:00:00Z"),
    });
    const answer = await view({ now: at("2026-11-22T12:00:00Z") });
    expect(answer).toMatchObject({
      status: "healthy",
      verdict: { sentence: "1 not due (NYSE closed).", since: null },
    });
    expect(answer.components[2]).toMatchObject({ status: "ok", value: "Nothing due" });
  });

  test("series behind the market are counted, with since when, why, and what comes next", async () => {
    await insertSymbol(database.db, { criticality: "critical", timeframes: ["1h", "1d"] });
    const stored = { lastComputedAt: at("2026-11-20T12:00:00Z"), dataStatus: "behind" };
    await insertFreshness(database.db, {
      ...stored,
      timeframe: "1h",
      storedThrough: at("2026-11-20T11:00:00Z"),
      lastAttemptAt: at("2026-11-20T15:50:00Z"),
      lastErrorCode: "rate_limited",
    });
    await insertFreshness(database.db, { storedThrough: at("2026-11-19T05:00:00Z") });
    await insertHistory(database.db, {
      timeframe: "1h",
      changedAt: at("2026-11-20T13:30:00Z"),
      dataStatus: "behind",
      previousDataStatus: "current",
      reason: "run_overdue",
    });
    await insertHistory(database.db, {
      timeframe: "1h",
      changedAt: at("2026-11-20T14:00:00Z"),
      dataStatus: "behind",
      previousDataStatus: "behind",
      // What stood in the way at the last sweep is not the cause any more.
      reason: "queued_throttled",
    });
    const answer = await view();
    expect(answer.status).toBe("degraded");
    expect(answer.verdict).toMatchObject({
      sentence: "1 series is behind the market, 1 of them critical.",
      since: "2026-11-20T13:30:00.000Z",
      cause: expect.stringContaining("too many requests"),
      next_step: "The next run at 16:15 UTC should clear it.",
    });
    const [critical] = answer.tiers;
    // The 12:00 bar was due at 13:00; the market has been open since 14:30.
    expect(critical).toMatchObject({ total: 2, behind: 1, worst_lag_seconds: 5400 });
    expect(critical?.burn_24h).toBeGreaterThan(0);
    expect(answer.changes[0]).toMatchObject({ kind: "state", at: "2026-11-20T13:30:00.000Z" });
  });

  test("a split that came to be known is among the changes, one of years ago is not", async () => {
    await insertSymbol(database.db);
    const seenAt = at("2026-11-20T14:00:05Z");
    const base = { symbol: "AAPL", splitFrom: 1, splitTo: 4, seenAt };
    await database.db.insert(splits).values([
      { ...base, executionDate: "2026-11-02" },
      { ...base, executionDate: "2020-08-31" },
    ]);
    expect((await view()).changes).toEqual([
      {
        at: "2026-11-20T14:00:00.000Z",
        kind: "split",
        text: "4-for-1 split of AAPL on 2026-11-02: adjusted bars and features follow",
        href: "/symbols/AAPL?tab=splits",
      },
    ]);
  });

  test("every cause of what is at fault stands for itself, and the commonest does not pass for the only one", async () => {
    const stored = {
      lastComputedAt: at("2026-11-20T12:00:00Z"),
      storedThrough: at("2026-11-18T05:00:00Z"),
      dataStatus: "behind",
      lastAttemptAt: at("2026-11-20T15:50:00Z"),
    };
    for (const [symbol, lastErrorCode] of [
      ["AAPL", "rate_limited"],
      ["MSFT", "rate_limited"],
      ["ASML", "provider_5xx"],
    ] as const) {
      await insertSymbol(database.db, { symbol });
      await insertFreshness(database.db, { ...stored, symbol, lastErrorCode });
    }
    const { faults, verdict } = await view();
    expect(faults.map(({ reason, count }) => [reason, count])).toEqual([
      ["rate_limited", 2],
      ["provider_5xx", 1],
    ]);
    expect(faults[0]).toMatchObject({
      symbol_count: 2,
      next_step: expect.stringContaining("re-run"),
    });
    expect(faults[1]?.series).toEqual([{ symbol: "ASML", timeframe: "1d" }]);
    expect(verdict.cause).toBe(
      "The provider answered that too many requests were made (2 of 3 series; 1 other cause).",
    );
  });

  test("a silent scheduler outweighs everything else", async () => {
    await insertSymbol(database.db);
    await beat(at("2026-11-20T15:50:00Z"));
    const answer = await view();
    expect(answer.verdict.sentence).toBe("The scheduler has been silent for 10 m.");
    expect(answer.components[0]).toMatchObject({ key: "scheduler", status: "critical" });
  });

  test("failed jobs of the newest execution are offered for a re-run, those of a running one are not", async () => {
    await insertSymbol(database.db);
    const id = await insertExecution(database.db, {
      totalSymbols: 10,
      successfulSymbols: 7,
      failedSymbols: 3,
    });
    await insertJob(database.db, id, { status: "failed", errorMessage: "HTTP 500" });
    const answer = await view();
    expect(answer.verdict).toMatchObject({ failed_jobs: 1, failed_execution_id: id });
    expect(answer.components[1]).toMatchObject({ status: "critical", value: "70 %" });
    expect(answer.recent_executions).toHaveLength(1);
    await insertExecution(database.db, {
      status: "running",
      startedAt: at("2026-11-20T15:55:00Z"),
    });
    expect((await view()).verdict).toMatchObject({ failed_jobs: 0, failed_execution_id: null });
  });

  test("a daily run that did not come is told; one that came is not", async () => {
    await insertSymbol(database.db);
    await beat(at("2026-11-20T15:59:55Z"));
    const missed = async () =>
      (await view()).upcoming.filter(({ kind }) => kind === "missed_run").map((row) => row.at);
    expect(await missed()).toEqual(["2026-11-20T01:30:00.000Z"]);
    await insertExecution(database.db, { startedAt: at("2026-11-20T01:30:02Z") });
    expect(await missed()).toEqual([]);
  });

  test("the next six hours hold runs, the closing bell and what will go stale", async () => {
    await insertSymbol(database.db, { criticality: "critical", timeframes: ["1m"] });
    await insertFreshness(database.db, {
      timeframe: "1m",
      lastComputedAt: at("2026-11-20T15:59:00Z"),
      storedThrough: at("2026-11-20T15:58:00Z"),
    });
    const { upcoming } = await view();
    const kinds = (kind: string) => upcoming.filter((event) => event.kind === kind);
    expect(kinds("market_close").map(({ at: when }) => when)).toEqual(["2026-11-20T21:00:00.000Z"]);
    expect(kinds("run").filter((run) => run.criticality === "critical")).toHaveLength(24);
    expect(kinds("goes_stale")).toMatchObject([
      { at: "2026-11-20T16:30:00.000Z", count: 1, criticality: "critical" },
    ]);
    expect([...upcoming].sort((a, b) => (a.at < b.at ? -1 : 1))).toEqual(upcoming);
  });

  test("the budget of four weeks comes from the daily minutes; overdrawn is negative", async () => {
    await insertSymbol(database.db, { criticality: "critical" });
    const day = { criticality: "critical", seriesMinutes: 1000 };
    await database.db.insert(rpoDaily).values([
      { ...day, day: "2026-11-19", breachedMinutes: 5 },
      { ...day, day: "2026-10-01", breachedMinutes: 900 },
    ]);
    expect((await view()).tiers[0]?.budget_left_pct).toBe(50);
    await database.db.insert(rpoDaily).values({ ...day, day: "2026-11-20", breachedMinutes: 35 });
    expect((await view()).tiers[0]?.budget_left_pct).toBe(-100);
  });

  test("an alert speaks when no series does", async () => {
    await insertSymbol(database.db);
    await insertFreshness(database.db, {
      lastComputedAt: at("2026-11-20T15:59:00Z"),
      storedThrough: at("2026-11-19T05:00:00Z"),
    });
    await insertAlert(database.db, { rule: "failure_rate", summary: "30 % of the jobs failed" });
    await insertRequest(database.db, { status: 429, startedAt: at("2026-11-20T15:59:00Z") });
    const answer = await view();
    expect(answer.verdict.sentence).toBe("30 % of the jobs failed.");
    expect(answer.incidents).toHaveLength(1);
    expect(answer.components[3]).toMatchObject({ status: "warning", value: "100 % refused" });
  });
});
