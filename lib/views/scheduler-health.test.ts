import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { connectDb } from "@/lib/db/connect-db";
import { upsertSetting } from "@/lib/db/queries/settings";
import {
  insertAlert,
  insertExecution,
  insertFailure,
  insertFreshness,
  insertRequest,
  insertSymbol,
} from "@/lib/db/testing/fixtures";
import type { ViewDeps } from "./deps";
import { viewSchedulerHealth } from "./scheduler-health";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const view = async (changes: Partial<ViewDeps> = {}) =>
  ENDPOINTS.schedulerHealth.response.parse(
    await viewSchedulerHealth(createViewDeps(database.db, changes)),
  );

describe("viewSchedulerHealth", () => {
  test("without any execution the last one is null and zero, and the monitor is healthy", async () => {
    expect(await view()).toMatchObject({
      status: "healthy",
      last_execution: {
        execution_id: null,
        started_at: null,
        completed_at: null,
        status: null,
        successful_symbols: 0,
        failed_symbols: 0,
      },
      stale_features_count: 0,
      recent_failures: [],
      total_symbols_monitored: 0,
      alerts: [],
      engine: { kind: "embedded", reachable: true },
    });
  });

  test("one stale feature degrades it; inactive symbols and untracked timeframes do not count", async () => {
    await insertSymbol(database.db);
    await insertSymbol(database.db, { symbol: "OLD", active: false });
    const stale = { lastComputedAt: at("2026-11-20T10:00:00Z") };
    await insertFreshness(database.db, { symbol: "OLD", ...stale });
    await insertFreshness(database.db, { timeframe: "1h", ...stale });
    expect(await view()).toMatchObject({ status: "healthy", total_symbols_monitored: 1 });
    await insertFreshness(database.db, stale);
    expect(await view()).toMatchObject({ status: "degraded", stale_features_count: 1 });
  });

  test("the newest execution is the last one, running or not", async () => {
    await insertExecution(database.db, { startedAt: at("2026-11-20T14:00:00Z") });
    const id = await insertExecution(database.db, {
      startedAt: at("2026-11-20T15:30:00Z"),
      status: "running",
      successfulSymbols: 3,
      failedSymbols: 1,
    });
    expect((await view()).last_execution).toEqual({
      execution_id: id,
      started_at: "2026-11-20T15:30:00.000Z",
      completed_at: null,
      status: "running",
      successful_symbols: 3,
      failed_symbols: 1,
    });
  });

  test("ten unresolved failures of the last day are told, newest first", async () => {
    for (let minute = 10; minute < 22; minute += 1) {
      await insertFailure(database.db, {
        errorMessage: `at ${minute}`,
        failedAt: at(`2026-11-20T15:${minute}:00Z`),
      });
    }
    await insertFailure(database.db, { resolved: true, failedAt: at("2026-11-20T15:59:00Z") });
    await insertFailure(database.db, { failedAt: at("2026-11-19T15:59:00Z") });
    const { recent_failures: failures } = await view();
    expect(failures).toHaveLength(10);
    expect(failures[0]).toEqual({
      symbol: "AAPL",
      timeframe: "1d",
      error: "at 21",
      failed_at: "2026-11-20T15:21:00.000Z",
    });
  });

  test("open alerts are told, the gravest first; pending and resolved ones are not", async () => {
    await insertAlert(database.db, { groupKey: "a" });
    await insertAlert(database.db, { groupKey: "b", severity: "critical" });
    await insertAlert(database.db, { groupKey: "c", state: "pending" });
    await insertAlert(database.db, { groupKey: "d", state: "resolved" });
    expect((await view()).alerts.map(({ severity }) => severity)).toEqual(["critical", "warning"]);
  });

  test("provider calls are counted over a day, by purpose, with the share refused", async () => {
    await insertRequest(database.db, { startedAt: at("2026-11-20T15:30:00Z"), durationMs: 100 });
    await insertRequest(database.db, {
      startedAt: at("2026-11-20T15:31:00Z"),
      purpose: "manual",
      status: 429,
      durationMs: 100,
    });
    await insertRequest(database.db, { startedAt: at("2026-11-19T15:31:00Z"), status: 429 });
    const budget = () => ({ requestsPerMinute: 5, available: 1.7, waitMs: 0 });
    expect((await view({ budget })).provider).toMatchObject({
      requests: 2,
      rate_limited: 1,
      rate_limited_pct: 50,
      p95_ms: 100,
      by_purpose: { scheduled: 1, manual: 1 },
      budget_per_minute: 5,
      budget_left: 1,
    });
  });

  test("a paused or switched-off schedule announces no next execution", async () => {
    expect((await view()).next_execution_at).toBe("2026-11-20T16:15:00.000Z");
    expect((await view({ isScheduleOn: false })).next_execution_at).toBeNull();
    await upsertSetting(database.db, {
      key: "schedule_paused",
      value: { until: "2026-11-20T18:00:00.000Z", reason: "migration" },
      now: at("2026-11-20T15:00:00Z"),
      updatedBy: "maria",
    });
    expect((await view()).next_execution_at).toBeNull();
    expect((await view({ now: at("2026-11-20T18:00:00Z") })).next_execution_at).toBe(
      "2026-11-20T18:15:00.000Z",
    );
  });

  test("a database that does not answer is unhealthy, never healthy", async () => {
    const { db, close } = connectDb("postgres://nobody@127.0.0.1:1/none", { max: 1 });
    const answer = await view({ db });
    await close();
    expect(answer).toMatchObject({
      status: "unhealthy",
      error: expect.stringContaining("database"),
    });
  });
});
