import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import { insertExecution, updateExecution } from "./executions";
import { updateFreshness } from "./freshness";

let test: TestDb;

beforeAll(async () => {
  test = await createTestDb();
});
afterAll(() => test.close());

const STARTED = new Date("2026-06-05T10:00:00Z");

const ENDING = {
  status: "completed" as const,
  completedAt: new Date("2026-06-05T10:15:30Z"),
  successfulSymbols: 45,
  failedSymbols: 5,
  totalRecordsProcessed: 12_500,
  errorMessage: null,
};

it("computes an execution's duration from its stored start", async () => {
  const executionId = await insertExecution(test.db, {
    startedAt: STARTED,
    totalSymbols: 50,
    totalJobs: 250,
    trigger: "manual",
    requestedBy: null,
    reason: null,
    parentExecutionId: null,
    priority: 0,
    newestFirst: false,
    scope: {},
    config: {},
  });
  expect(await updateExecution(test.db, { executionId, ...ENDING })).toBe(true);
  const [row] = await test.sql`select duration_seconds, status from scheduler_execution_log`;
  expect(row).toEqual({ duration_seconds: 930, status: "completed" });
});

it("writes nothing for an execution that does not exist", async () => {
  const before = await test.sql`select * from scheduler_execution_log`;
  expect(await updateExecution(test.db, { executionId: randomUUID(), ...ENDING })).toBe(false);
  expect(await test.sql`select * from scheduler_execution_log`).toEqual(before);
});

it("grades freshness by the thresholds, and without data points as missing", async () => {
  const now = new Date("2026-06-05T12:00:00Z");
  const cases = [
    ["2026-06-05T11:30:00Z", 250, "fresh"],
    ["2026-06-05T11:00:00Z", 250, "aging"],
    ["2026-06-05T06:00:00Z", 250, "stale"],
    ["2026-06-05T11:59:00Z", 0, "missing"],
  ] as const;
  for (const [lastComputedAt, dataPointCount, status] of cases) {
    await updateFreshness(test.db, {
      symbol: "AAPL",
      timeframe: "1d",
      lastComputedAt: new Date(lastComputedAt),
      dataPointCount,
      storedThrough: null,
      firstOpenedAt: null,
      executionId: null,
      now,
    });
    const [row] = await test.sql`select status from feature_freshness`;
    expect(row?.status).toBe(status);
  }
});
