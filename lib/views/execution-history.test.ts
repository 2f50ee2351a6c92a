import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import { insertExecution, insertJob } from "@/lib/db/testing/fixtures";
import { viewExecutionHistory } from "./execution-history";

let test_: TestDb;
const now = new Date("2026-11-20T16:00:00Z");

beforeAll(async () => {
  test_ = await createTestDb();
});
afterAll(() => test_.close());
beforeEach(async () => {
  await test_.db.execute(sql`truncate scheduler_execution_log, symbol_computation_status cascade`);
});

const endpoint = ENDPOINTS.executionHistory;
const view = async (query: Record<string, string> = {}) =>
  endpoint.response.parse(
    await viewExecutionHistory({ db: test_.db, now }, endpoint.query.parse(query)),
  );

describe("viewExecutionHistory", () => {
  test("an empty database answers with an empty list", async () => {
    expect(await view()).toEqual({
      timestamp: now.toISOString(),
      executions: [],
      next_cursor: null,
    });
  });

  test("one failure in a thousand symbols never reads as 100 %", async () => {
    await insertExecution(test_.db, {
      totalSymbols: 1000,
      successfulSymbols: 999,
      failedSymbols: 1,
    });
    await insertExecution(test_.db, { totalSymbols: 0 });
    await insertExecution(test_.db, { totalSymbols: 3000, successfulSymbols: 2999 });
    const { executions } = await view();
    expect(executions.map((row) => row.success_rate).sort()).toEqual([0, 99.9, 99.9]);
  });

  test("jobs are counted by state, and the commonest error is named", async () => {
    const id = await insertExecution(test_.db, { totalJobs: 4 });
    await insertJob(test_.db, id, { symbol: "A" });
    await insertJob(test_.db, id, { symbol: "B", status: "failed", errorMessage: "HTTP 500" });
    await insertJob(test_.db, id, { symbol: "C", status: "failed", errorMessage: "HTTP 429" });
    await insertJob(test_.db, id, { symbol: "D", status: "failed", errorMessage: "HTTP 429" });
    await insertJob(test_.db, id, { symbol: "E", status: "cancelled" });
    const [row] = (await view()).executions;
    expect(row).toMatchObject({
      completed_jobs: 1,
      failed_jobs: 3,
      cancelled_jobs: 1,
      top_error: "HTTP 429",
    });
  });

  test("pages follow each other without loss or repetition, even where starts are equal", async () => {
    const startedAt = new Date("2026-11-20T15:00:00.123Z");
    const ids = new Set<string>();
    for (let index = 0; index < 7; index += 1) {
      ids.add(await insertExecution(test_.db, { startedAt }));
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof view>> = await view({
        limit: "3",
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.executions.map((row) => row.execution_id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(ids);
  });

  test("filters narrow by status, trigger, symbol, person and time", async () => {
    const wanted = await insertExecution(test_.db, {
      status: "failed",
      trigger: "manual",
      requestedBy: "maria",
      startedAt: new Date("2026-11-19T10:00:00Z"),
    });
    await insertJob(test_.db, wanted, { symbol: "TSLA" });
    await insertExecution(test_.db);
    for (const query of [
      { status: "failed,cancelled" },
      { trigger: "manual" },
      { symbol: "TSLA" },
      { requested_by: "maria" },
      { to: "2026-11-20T00:00:00Z" },
    ]) {
      const { executions } = await view(query);
      expect(executions.map((row) => row.execution_id)).toEqual([wanted]);
    }
  });

  test("an execution is paused only while its pause lasts", async () => {
    const pausedAt = new Date("2026-11-20T15:30:00Z");
    const states = [
      { pausedUntil: new Date("2026-11-20T15:59:59Z"), paused: false },
      { pausedUntil: new Date("2026-11-20T16:00:01Z"), paused: true },
      { pausedUntil: null, paused: true },
    ];
    for (const { pausedUntil, paused } of states) {
      const id = await insertExecution(test_.db, { status: "running", pausedAt, pausedUntil });
      const { executions } = await view();
      expect(executions.find((row) => row.execution_id === id)?.paused).toBe(paused);
    }
  });

  test.each([
    "x",
    "bm90IGpzb24",
    Buffer.from('["failures",1]').toString("base64url"),
    Buffer.from('["executions","2026-02-30 00:00:00+00",1]').toString("base64url"),
  ])("a cursor that is not of this list is refused (%s)", async (cursor) => {
    await expect(view({ cursor })).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "query.cursor" }],
    });
  });
});
