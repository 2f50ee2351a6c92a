import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import {
  insertExecution,
  insertJob,
  insertLogLine,
  insertRequest,
} from "@/lib/db/testing/fixtures";
import type { ViewDeps } from "./deps";
import { viewExecution } from "./execution";
import { viewExecutionCompare } from "./execution-compare";
import { viewExecutionLog } from "./execution-log";
import { viewExecutionRequests } from "./execution-requests";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const nobody = "00000000-0000-4000-8000-000000000000";
const deps = (changes: Partial<ViewDeps> = {}) => createViewDeps(database.db, changes);
const view = async (id: string, changes: Partial<ViewDeps> = {}) =>
  ENDPOINTS.execution.response.parse(await viewExecution(deps(changes), { id }));

describe("viewExecution", () => {
  test("an unknown execution is not found", async () => {
    await expect(view(nobody)).rejects.toMatchObject({ code: "not_found" });
  });

  test("jobs come symbol by symbol, short timeframes first", async () => {
    const id = await insertExecution(database.db, { totalJobs: 3 });
    await insertJob(database.db, id, { symbol: "MSFT", timeframe: "1d" });
    await insertJob(database.db, id, { symbol: "AAPL", timeframe: "1d" });
    await insertJob(database.db, id, { symbol: "AAPL", timeframe: "15m" });
    const { jobs } = await view(id);
    expect(jobs.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`)).toEqual([
      "AAPL 15m",
      "AAPL 1d",
      "MSFT 1d",
    ]);
  });

  test("a running execution tells its pace and a range for what is left; before three jobs it tells none", async () => {
    const id = await insertExecution(database.db, {
      status: "running",
      startedAt: at("2026-11-20T15:50:00Z"),
      totalJobs: 40,
    });
    const insertDone = (index: number, minute: number) =>
      insertJob(database.db, id, {
        symbol: `S${index}`,
        completedAt: at(`2026-11-20T15:${minute}:30Z`),
      });
    await insertDone(0, 51);
    await insertJob(database.db, id, { symbol: "P", status: "pending" });
    expect((await view(id)).progress).toMatchObject({
      jobs_per_minute: null,
      eta_seconds_low: null,
    });
    for (let index = 1; index < 20; index += 1) await insertDone(index, index < 10 ? 55 : 58);
    const budget = () => ({ requestsPerMinute: 5, available: 3.9, waitMs: 0 });
    const { progress, verdict } = await view(id, { budget });
    expect(progress).toMatchObject({
      completed: 20,
      pending: 1,
      jobs_per_minute: 5,
      // 1 job left: at 5 a minute 12 s, at 2 a minute overall 30 s and a margin.
      eta_seconds_low: 12,
      eta_seconds_high: 36,
      budget_left: 3,
    });
    expect(verdict).toBe("Running: 20 of 40 jobs done; about 12 s to 36 s left.");
  });

  test("a finished one is held against what its kind usually takes and against its predecessor's settings", async () => {
    const seconds = [100, 110, 90];
    for (const [index, durationSeconds] of seconds.entries()) {
      await insertExecution(database.db, {
        startedAt: at(`2026-11-1${index}T15:00:00Z`),
        durationSeconds,
        totalJobs: 10,
        config: { pacing: { mode: "staggered", slots: 3 } },
      });
    }
    const id = await insertExecution(database.db, {
      durationSeconds: 138,
      totalJobs: 10,
      config: { pacing: { mode: "throttled", slots: 3 } },
    });
    const pricing = "please upgrade. https://vendor.example/pricing";
    await insertJob(database.db, id, { status: "failed", errorMessage: `HTTP 429: ${pricing}` });
    const child = await insertExecution(database.db, {
      trigger: "rerun",
      parentExecutionId: id,
      startedAt: at("2026-11-20T15:30:00Z"),
    });
    const answer = await view(id);
    expect(answer.usual).toEqual({ median_seconds: 100, p95_seconds: 109 });
    expect(answer.verdict).toBe(
      "1 of 10 jobs failed in 2 m 18 s, 38 % longer than usual; most often: HTTP 429: please upgrade.",
    );
    expect(answer.config_changes).toEqual([
      { key: "pacing.mode", before: "staggered", after: "throttled" },
    ]);
    expect(answer.children).toEqual([child]);
    expect((await view(child)).previous_execution_id).toBeNull();
  });
});

describe("viewExecutionRequests", () => {
  const requests = async (id: string, query: Record<string, string> = {}) =>
    ENDPOINTS.executionRequests.response.parse(
      await viewExecutionRequests(deps(), {
        id,
        ...ENDPOINTS.executionRequests.query.parse(query),
      }),
    );

  test("pages through every call, oldest first, and filters by symbol", async () => {
    const executionId = await insertExecution(database.db);
    for (const symbol of ["A", "B", "A"]) await insertRequest(database.db, { executionId, symbol });
    const first = await requests(executionId, { limit: "2" });
    expect(first.requests.map(({ symbol }) => symbol)).toEqual(["A", "B"]);
    const second = await requests(executionId, { limit: "2", cursor: first.next_cursor ?? "" });
    expect(second.requests.map(({ symbol }) => symbol)).toEqual(["A"]);
    expect(second.next_cursor).toBeNull();
    expect((await requests(executionId, { symbol: "B" })).requests).toHaveLength(1);
  });

  test("without calls the list is empty; an unknown execution is not found", async () => {
    const executionId = await insertExecution(database.db);
    expect((await requests(executionId)).requests).toEqual([]);
    await expect(requests(nobody)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("viewExecutionLog", () => {
  const lines = async (id: string, query: Record<string, string> = {}) =>
    ENDPOINTS.executionLog.response
      .parse(await viewExecutionLog(deps(), { id, ...ENDPOINTS.executionLog.query.parse(query) }))
      .lines.map(({ message }) => message);

  test("finds text as it is written, whatever its case, and by level", async () => {
    const executionId = await insertExecution(database.db);
    await insertLogLine(database.db, { executionId, message: "100 % done" });
    await insertLogLine(database.db, { executionId, message: "HTTP 429", level: "warn" });
    const another = await insertExecution(database.db);
    await insertLogLine(database.db, { executionId: another, message: "of another one" });
    expect(await lines(executionId)).toEqual(["100 % done", "HTTP 429"]);
    expect(await lines(executionId, { text: "http" })).toEqual(["HTTP 429"]);
    expect(await lines(executionId, { text: "%" })).toEqual(["100 % done"]);
    expect(await lines(executionId, { level: "warn,error" })).toEqual(["HTTP 429"]);
    await expect(lines(nobody)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("viewExecutionCompare", () => {
  test("tells forward in time what failed anew, recovered, slowed down or has no counterpart", async () => {
    const earlier = await insertExecution(database.db, { startedAt: at("2026-11-19T15:00:00Z") });
    const later = await insertExecution(database.db);
    const pairs: [string, object | null, object | null][] = [
      ["FAILED", {}, { status: "failed", errorMessage: "HTTP 500" }],
      ["HEALED", { status: "failed" }, {}],
      ["SLOW", { durationSeconds: 4 }, { durationSeconds: 6 }],
      ["FAST", { durationSeconds: 6 }, { durationSeconds: 4 }],
      ["SAME", { durationSeconds: 4 }, { durationSeconds: 4.4 }],
      ["GONE", {}, null],
      ["NEW", null, {}],
    ];
    for (const [symbol, a, b] of pairs) {
      if (a) await insertJob(database.db, earlier, { symbol, ...a });
      if (b) await insertJob(database.db, later, { symbol, ...b });
    }
    const answer = ENDPOINTS.executionCompare.response.parse(
      await viewExecutionCompare(deps(), { id: later, with: earlier }),
    );
    expect([answer.a.execution_id, answer.b.execution_id]).toEqual([earlier, later]);
    expect(Object.fromEntries(answer.rows.map((row) => [row.symbol, row.change]))).toEqual({
      FAILED: "new_error",
      HEALED: "recovered",
      SLOW: "slower",
      FAST: "faster",
      SAME: "same",
      GONE: "only_a",
      NEW: "only_b",
    });
    await expect(viewExecutionCompare(deps(), { id: later, with: nobody })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
