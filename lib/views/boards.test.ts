import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { quarantinedBars, splits } from "@/lib/db/schema";
import {
  insertAlert,
  insertExecution,
  insertFreshness,
  insertHistory,
  insertJob,
  insertRequest,
  insertStream,
  insertSymbol,
} from "@/lib/db/testing/fixtures";
import type { ViewDeps } from "./deps";
import { viewExecutionStats } from "./execution-stats";
import { viewFrame } from "./frame";
import { viewFreshnessHistory } from "./freshness-history";
import { viewStalenessMatrix } from "./staleness-matrix";
import { viewSymbol } from "./symbol";
import { viewSymbols } from "./symbols";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const deps = (changes: Partial<ViewDeps> = {}) => createViewDeps(database.db, changes);

describe("viewStalenessMatrix", () => {
  const { query, response } = ENDPOINTS.stalenessMatrix;
  const view = async (filters: Record<string, string> = {}) =>
    response.parse(await viewStalenessMatrix(deps(), query.parse(filters)));

  test("rows are symbols, cells stand under their timeframe, what is not tracked is null", async () => {
    await insertSymbol(database.db, { symbol: "AAPL", timeframes: ["1h", "1d"] });
    await insertSymbol(database.db, { symbol: "MSFT", timeframes: ["1d"] });
    await insertFreshness(database.db, {
      symbol: "MSFT",
      lastComputedAt: at("2026-11-20T15:59:00Z"),
      storedThrough: at("2026-11-19T05:00:00Z"),
    });
    const board = await view();
    expect(board.timeframes).toEqual(["1h", "1d"]);
    expect(board.rows.map(({ symbol, cells }) => [symbol, cells])).toEqual([
      [
        "AAPL",
        [
          ["missing", "missing", null, null, "never_backfilled"],
          ["missing", "missing", null, null, "never_backfilled"],
        ],
      ],
      ["MSFT", [null, ["fresh", "current", 0, null, "up_to_date"]]],
    ]);
    expect(board.summary).toMatchObject({ fresh_count: 1, missing_count: 2, total_monitored: 3 });
  });

  test("what is behind the market comes first, critical before the rest; filters leave cells out", async () => {
    const behind = { storedThrough: at("2026-11-10T05:00:00Z") };
    await insertSymbol(database.db, { symbol: "CALM" });
    await insertFreshness(database.db, {
      symbol: "CALM",
      storedThrough: at("2026-11-19T05:00:00Z"),
    });
    await insertSymbol(database.db, { symbol: "LATE" });
    await insertFreshness(database.db, { symbol: "LATE", ...behind });
    await insertSymbol(database.db, { symbol: "WORST", criticality: "critical" });
    await insertFreshness(database.db, { symbol: "WORST", ...behind });
    expect((await view()).rows.map(({ symbol }) => symbol)).toEqual(["WORST", "LATE", "CALM"]);
    const filtered = await view({ data_status: "behind", criticality: "standard" });
    expect(filtered.rows.map(({ symbol }) => symbol)).toEqual(["LATE"]);
    expect(filtered.summary.total_monitored).toBe(1);
  });

  test("shows the board of an earlier moment", async () => {
    await insertSymbol(database.db, { createdAt: at("2026-11-01T00:00:00Z") });
    await insertHistory(database.db, {
      changedAt: at("2026-11-02T00:00:00Z"),
      status: "aging",
      dataStatus: "behind",
      reason: "provider_5xx",
      barsBehind: 3,
    });
    const [row] = (await view({ at: "2026-11-03T00:00:00Z" })).rows;
    expect(row?.cells).toEqual([["aging", "behind", 3, null, "provider_5xx"]]);
  });
});

describe("viewSymbol", () => {
  const view = async (symbol = "AAPL") =>
    ENDPOINTS.symbol.response.parse(await viewSymbol(deps(), { symbol }));

  test("explains every timeframe and shows runs, requests, refused bars and splits", async () => {
    await insertSymbol(database.db, { timeframes: ["1d"] });
    await insertFreshness(database.db, {
      storedThrough: at("2026-11-16T05:00:00Z"),
      lastComputedAt: at("2026-11-17T00:00:00Z"),
      lastAttemptAt: at("2026-11-20T15:00:00Z"),
      lastErrorCode: "rate_limited",
      lastErrorMessage: "too many requests",
    });
    await insertStream(database.db, { planEarliest: at("2024-11-20T05:00:00Z") });
    const id = await insertExecution(database.db);
    await insertJob(database.db, id, { status: "failed", errorMessage: "too many requests" });
    await insertRequest(database.db, {
      timeframe: "1d",
      status: 429,
      attempt: 5,
      vendorRequestId: "r-1",
    });
    await database.db.insert(quarantinedBars).values({
      symbol: "AAPL",
      timeframe: "1d",
      bar: { open: -1 },
      reason: "non_positive_price",
    });
    await database.db
      .insert(splits)
      .values({ symbol: "AAPL", executionDate: "2020-08-31", splitFrom: 1, splitTo: 4 });
    const answer = await view();
    const [series] = answer.series;
    expect(series).toMatchObject({ reason: "rate_limited", data_status: "behind" });
    expect(series?.why.steps.find(({ key }) => key === "provider")).toMatchObject({
      ok: false,
      detail: "HTTP 429, attempt 5, request r-1, too many requests",
    });
    expect(answer).toMatchObject({
      runs: [{ execution_id: id, status: "failed" }],
      requests: [{ status: 429 }],
      quarantined: [{ reason: "non_positive_price", bar: { open: -1 } }],
      splits: [{ execution_date: "2020-08-31", split_to: 4 }],
      plan_earliest: "2024-11-20T05:00:00.000Z",
      market: { state: "open" },
    });
  });

  test("an inactive symbol is still shown with its reason; an unknown one is not found", async () => {
    await insertSymbol(database.db, { active: false });
    expect((await view()).series[0]?.reason).toBe("symbol_inactive");
    await expect(view("NOPE")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("viewSymbols", () => {
  const view = async (query: Record<string, string> = {}) =>
    ENDPOINTS.symbols.response.parse(
      await viewSymbols(deps(), ENDPOINTS.symbols.query.parse(query)),
    );

  test("lists by name with the worst status of its timeframes, in pages", async () => {
    await insertSymbol(database.db, { symbol: "B", timeframes: ["1h", "1d"] });
    await insertFreshness(database.db, {
      symbol: "B",
      lastComputedAt: at("2026-11-20T15:59:00Z"),
      storedThrough: at("2026-11-19T05:00:00Z"),
    });
    await insertSymbol(database.db, { symbol: "A", active: false });
    await insertFreshness(database.db, { symbol: "A", lastComputedAt: at("2026-11-20T14:00:00Z") });
    const first = await view({ limit: "1" });
    expect(first).toMatchObject({ total: 2, symbols: [{ symbol: "A", worst_status: "aging" }] });
    const second = await view({ limit: "1", cursor: first.next_cursor ?? "" });
    expect(second.symbols).toMatchObject([
      { symbol: "B", worst_status: "missing", stored_through: "2026-11-19T05:00:00.000Z" },
    ]);
    expect((await view({ active: "true" })).total).toBe(1);
  });
});

describe("viewFreshnessHistory", () => {
  const view = async (query: Record<string, string>) =>
    ENDPOINTS.freshnessHistory.response.parse(
      await viewFreshnessHistory(deps(), ENDPOINTS.freshnessHistory.query.parse(query)),
    );

  test("a band starts with the state that held at the beginning; closed hours lie between", async () => {
    await insertSymbol(database.db);
    await insertHistory(database.db, { changedAt: at("2026-11-01T00:00:00Z") });
    await insertHistory(database.db, {
      changedAt: at("2026-11-20T10:00:00Z"),
      status: "stale",
      dataStatus: "behind",
      reason: "rate_limited",
    });
    const answer = await view({ from: "2026-11-20T00:00:00Z" });
    expect(answer.bands).toMatchObject([
      {
        symbol: "AAPL",
        spans: [
          { from: "2026-11-20T00:00:00.000Z", to: "2026-11-20T10:00:00.000Z", status: "fresh" },
          { from: "2026-11-20T10:00:00.000Z", to: null, status: "stale" },
        ],
      },
    ]);
    expect(answer.closed).toEqual([
      { from: "2026-11-20T00:00:00.000Z", to: "2026-11-20T14:30:00.000Z" },
    ]);
    const cut = await view({ from: "2026-11-20T00:00:00Z", limit: "1" });
    expect(cut.truncated).toBe(true);
    await expect(view({ from: "2026-11-21T00:00:00Z" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("viewExecutionStats", () => {
  const view = async (query: Record<string, string>) =>
    ENDPOINTS.executionStats.response.parse(
      await viewExecutionStats(deps(), ENDPOINTS.executionStats.query.parse(query)),
    );

  test("counts by slice; a slice without finished symbols has no success rate", async () => {
    const row = { totalSymbols: 4, totalRequests: 10, rateLimitedCount: 1 };
    await insertExecution(database.db, {
      ...row,
      startedAt: at("2026-11-20T12:10:00Z"),
      successfulSymbols: 4,
      durationSeconds: 60,
    });
    await insertExecution(database.db, {
      ...row,
      startedAt: at("2026-11-20T12:50:00Z"),
      successfulSymbols: 3,
      failedSymbols: 1,
      durationSeconds: 120,
    });
    await insertExecution(database.db, {
      startedAt: at("2026-11-20T15:59:59Z"),
      status: "running",
    });
    await insertAlert(database.db, { firingSince: at("2026-11-20T13:00:00Z") });
    const answer = await view({ from: "2026-11-20T12:00:00Z", buckets: "4" });
    expect(answer.bucket_seconds).toBe(3600);
    expect(answer.buckets).toMatchObject([
      {
        from: "2026-11-20T12:00:00.000Z",
        completed: 1,
        partial: 1,
        success_pct: 87.5,
        median_seconds: 90,
        requests: 20,
        rate_limited: 2,
      },
      { completed: 0, success_pct: null, median_seconds: null },
      {},
      { running: 1, success_pct: null },
    ]);
    expect(answer.marks.map(({ kind }) => kind)).toEqual(["incident", "session_open"]);
    await expect(view({ from: "2026-11-21T00:00:00Z" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("viewFrame", () => {
  const view = async (changes: Partial<ViewDeps> = {}) =>
    ENDPOINTS.frame.response.parse(await viewFrame(deps(changes), { viewer: null }));

  test("tells the market's phase, and on a half day why it closes early", async () => {
    expect((await view()).market).toMatchObject({
      state: "open",
      next_close: "2026-11-20T21:00:00.000Z",
    });
    expect((await view({ now: at("2026-11-27T16:00:00Z") })).market).toMatchObject({
      state: "open",
      next_close: "2026-11-27T18:00:00.000Z",
      note: "Closes early: Day after Thanksgiving",
    });
    expect((await view({ now: at("2026-11-22T16:00:00Z") })).market).toMatchObject({
      state: "closed",
      next_open: "2026-11-23T14:30:00.000Z",
      note: "Weekend",
    });
  });

  test("shows the execution under way and what is done of it", async () => {
    const id = await insertExecution(database.db, { status: "running", totalJobs: 3 });
    await insertJob(database.db, id, { symbol: "A" });
    await insertJob(database.db, id, { symbol: "B", status: "in_progress" });
    expect((await view()).running_execution).toEqual({
      execution_id: id,
      done_jobs: 1,
      total_jobs: 3,
    });
  });
});
