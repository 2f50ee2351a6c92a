import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { ensureCandlePartitions } from "@/lib/db/queries/partitions";
import { recoveryIncidents, rpoDaily } from "@/lib/db/schema";
import { rpoBreaches, rpoSlices } from "@/lib/db/schema-promises";
import { insertRequest } from "@/lib/db/testing/fixtures";
import { readRetention } from "@/lib/pipeline/maintain";
import { type PlanFacts, viewProvider } from "./provider";
import { viewSlo } from "./slo";
import { viewStorage } from "./storage";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const deps = () => createViewDeps(database.db);

describe("viewSlo", () => {
  const read = async () => ENDPOINTS.slo.response.parse(await viewSlo(deps(), { limit: 10 }));

  test("what was never measured is null, never kept or broken", async () => {
    const { rpo, rto, faults } = await read();
    expect(
      rpo.map(({ within_pct, budget_left_pct, burn_1h }) => [within_pct, budget_left_pct, burn_1h]),
    ).toEqual(Array(3).fill([null, null, null]));
    expect(
      rto.map(({ failure_type, measured, last_seconds }) => [failure_type, measured, last_seconds]),
    ).toEqual([
      ["scheduler_crash", 0, null],
      ["api_rate_limit", 0, null],
      ["database_connection_loss", 0, null],
      ["feature_computation_failure", 0, null],
    ]);
    expect(faults).toEqual([]);
  });

  test("minutes of the window become a share, a budget and a burn; a breach is listed", async () => {
    const { db } = database;
    await db.insert(rpoDaily).values([
      {
        day: "2026-11-20",
        criticality: "critical",
        seriesMinutes: 10_000,
        breachedMinutes: 50,
        worstLagSeconds: 7_200,
      },
      { day: "2026-09-01", criticality: "critical", seriesMinutes: 10_000, breachedMinutes: 9_000 },
    ]);
    await db.execute(sql`truncate rpo_slices, rpo_breaches`);
    await db.insert(rpoSlices).values({
      startsAt: at("2026-11-20T15:30:00Z"),
      criticality: "critical",
      seriesMinutes: 100,
      breachedMinutes: 14,
    });
    await db.insert(rpoBreaches).values({
      symbol: "SPY",
      timeframe: "1h",
      criticality: "critical",
      dueAt: at("2026-11-20T13:00:00Z"),
      startedAt: at("2026-11-20T14:00:00Z"),
      objectiveSeconds: 3_600,
      reason: "rate_limited",
    });
    const { rpo, breaches } = await read();
    expect(rpo[0]).toMatchObject({
      within_pct: 99.5,
      budget_left_pct: 50,
      burn_1h: 14,
      burn_24h: 14,
      worst_lag_seconds: 7_200,
    });
    expect(rpo[0]?.days.at(-1)).toEqual({ day: "2026-11-20", within_pct: 99.5 });
    expect(breaches).toMatchObject([{ symbol: "SPY", ended_at: null, reason: "rate_limited" }]);
  });

  test("a recovery is held against its target, and one that is open and late counts as broken", async () => {
    const fault = { failureType: "api_rate_limit", targetSeconds: 30 };
    await database.db.insert(recoveryIncidents).values([
      {
        ...fault,
        startedAt: at("2026-11-20T12:00:00Z"),
        detectedAt: at("2026-11-20T12:00:00Z"),
        recoveredAt: at("2026-11-20T12:00:20Z"),
      },
      {
        ...fault,
        startedAt: at("2026-11-20T13:00:00Z"),
        detectedAt: at("2026-11-20T13:00:00Z"),
        recoveredAt: at("2026-11-20T13:00:50Z"),
      },
      { ...fault, startedAt: at("2026-11-20T15:00:00Z"), detectedAt: at("2026-11-20T15:00:00Z") },
    ]);
    const { rto, faults } = await read();
    expect(rto.find(({ failure_type }) => failure_type === "api_rate_limit")).toMatchObject({
      measured: 2,
      open: 1,
      breaches: 2,
      last_seconds: 50,
      median_seconds: 35,
      worst_seconds: 50,
    });
    expect(faults[0]).toMatchObject({ recovered_at: null, seconds: 3_600 });
  });
});

describe("viewProvider", () => {
  const plan: PlanFacts = {
    timeframes: ["1m", "1d"],
    adjustment: "raw",
    maxSpanMs: { "1m": 86_400_000, "1d": 86_400_000 * 365 },
    delayMs: 900_000,
    historyFromMs: null,
    givesSplits: true,
    checksSymbols: true,
  };

  test("counts the day's calls, keeps 429 and other failures apart, and groups errors", async () => {
    const startedAt = at("2026-11-20T15:30:00Z");
    await insertRequest(database.db, { startedAt, durationMs: 100 });
    await insertRequest(database.db, { startedAt, status: 429, errorCode: "rate_limited" });
    await insertRequest(database.db, { startedAt, status: 502, errorCode: "provider_5xx" });
    await insertRequest(database.db, { startedAt: at("2026-11-18T15:30:00Z"), status: 502 });
    const body = ENDPOINTS.provider.response.parse(await viewProvider(deps(), { limit: 2, plan }));
    expect(body.day).toMatchObject({
      requests: 3,
      rate_limited: 1,
      rate_limited_pct: 33.3,
      failed: 1,
    });
    expect(body.hours.at(-1)).toMatchObject({ requests: 3, rate_limited: 1, failed: 1 });
    expect(body.errors.map(({ code, count }) => [code, count]).toSorted()).toEqual([
      ["provider_5xx", 1],
      ["rate_limited", 1],
    ]);
    expect(body.requests).toHaveLength(2);
    expect(body.budget).toBeNull();
    expect(body.plan).toMatchObject({ delay_seconds: 900, longest_span_days: { "1m": 1 } });
  });
});

describe("viewStorage", () => {
  test("gathers partitions under their table, and says what is kept how long", async () => {
    const span = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 10, 20) };
    await ensureCandlePartitions(database.db, span);
    const keptDays = await readRetention(database.db);
    const body = ENDPOINTS.storage.response.parse(
      await viewStorage(deps(), { keptDays, lastPrune: null, lastBackup: null }),
    );
    const sizes = new Map(body.tables.map((table) => [table.name, table]));
    expect(sizes.get("provider_requests")).toMatchObject({ keep_days: 90, partitions: 0 });
    expect(sizes.get("candles")?.partitions).toBeGreaterThan(0);
    expect(sizes.get("candles")?.keep_days).toBeNull();
    expect(sizes.has("engine.runs")).toBe(true);
    const parts = body.partitions.filter(({ table }) => table === "candles");
    expect(parts).toHaveLength(sizes.get("candles")?.partitions ?? 0);
    expect(body.database_bytes).toBeGreaterThan(0);
  });
});
