import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadPolicy } from "@/lib/config/policy";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import { createCalendar } from "@/lib/domain/calendar";
import { measureRpo, type WatchedSeries } from "./measure-rpo";

const policy = loadPolicy("config/rto_rpo_config.yaml");
const exchange = createCalendar();
let testDb: TestDb;
let now = new Date();

beforeAll(async () => {
  testDb = await createTestDb();
});
afterAll(() => testDb.close());
beforeEach(async () => {
  await testDb.db.execute(sql`truncate rpo_daily, rpo_slices, rpo_breaches restart identity`);
});

function measure(at: string, dueAt: string | null) {
  now = new Date(at);
  const series: WatchedSeries = {
    symbol: "BTC",
    timeframe: "5m",
    criticality: "critical",
    assetClass: "crypto",
    dueMs: dueAt === null ? null : Date.parse(dueAt),
    reason: "run_overdue",
  };
  return measureRpo({ db: testDb.db, now: () => now, policy: () => policy, exchange }, [series]);
}

const days = () =>
  testDb.db.execute(
    sql`select day::text, series_minutes as watched, breached_minutes as breached from rpo_daily order by day`,
  );
const breaches = () =>
  testDb.db.execute(
    sql`select symbol, started_at, ended_at, worst_lag_seconds from rpo_breaches order by id`,
  );

test("minutes count from the first look on, and only those beyond the objective are breached", async () => {
  await measure("2026-11-20T10:00:00Z", "2026-11-20T09:30:00Z");
  await measure("2026-11-20T10:40:00Z", "2026-11-20T09:30:00Z");

  // The critical tier may lose an hour: beyond it since 10:30.
  expect(await days()).toEqual([{ day: "2026-11-20", watched: 40, breached: 10 }]);
});

test("a day and a half in which nothing ran is counted in full, each minute on its own day", async () => {
  await measure("2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z");
  await measure("2026-11-22T00:00:00Z", "2026-11-20T12:00:00Z");

  expect(await days()).toEqual([
    { day: "2026-11-20", watched: 720, breached: 660 },
    { day: "2026-11-21", watched: 1440, breached: 1440 },
  ]);
  const [slices] = await testDb.db.execute(
    sql`select count(*)::int as count, sum(breached_minutes) as breached from rpo_slices`,
  );
  expect(slices).toEqual({ count: 36 * 12, breached: 2100 });
});

test("a breach is written down when it begins and closed with what was lost at most", async () => {
  await measure("2026-11-20T10:00:00Z", "2026-11-20T09:30:00Z");
  for (const minute of ["10:31", "10:32", "10:33"])
    await measure(`2026-11-20T${minute}:00Z`, "2026-11-20T09:30:00Z");
  await measure("2026-11-20T10:34:00Z", "2026-11-20T10:35:00Z");
  await measure("2026-11-20T10:35:00Z", "2026-11-20T10:36:00Z");

  expect(await breaches()).toEqual([
    {
      symbol: "BTC",
      started_at: "2026-11-20 10:30:00+00",
      ended_at: "2026-11-20 10:34:00+00",
      worst_lag_seconds: 64 * 60,
    },
  ]);
});

test("a clock that was set back by an hour counts no minute twice", async () => {
  await measure("2026-11-20T10:00:00Z", null);
  await measure("2026-11-20T11:00:00Z", null);
  await measure("2026-11-20T10:05:00Z", null);
  await measure("2026-11-20T10:59:00Z", null);
  await measure("2026-11-20T11:01:00Z", null);

  expect(await days()).toEqual([{ day: "2026-11-20", watched: 61, breached: 0 }]);
});

test("two watchers at the same moment count a minute once", async () => {
  await measure("2026-11-20T10:00:00Z", null);
  await Promise.all([measure("2026-11-20T10:01:00Z", null), measure("2026-11-20T10:01:00Z", null)]);

  expect(await days()).toEqual([{ day: "2026-11-20", watched: 1, breached: 0 }]);
});
