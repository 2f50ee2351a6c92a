import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { rpoDaily } from "@/lib/db/schema";
import { rpoBreaches, rpoSlices } from "@/lib/db/schema-promises";
import { insertHistory, insertSymbol } from "@/lib/db/testing/fixtures";
import { viewSymbol } from "./symbol";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const read = async () =>
  ENDPOINTS.symbol.response.parse(await viewSymbol(createViewDeps(database.db), { symbol: "AAPL" }))
    .rpo_month;

/** Counted since the first slice of the first day, until a minute before now. */
async function countSince(slice: string, day = slice.slice(0, 10)) {
  await database.db.insert(rpoDaily).values({
    day,
    criticality: "critical",
    seriesMinutes: 100,
    breachedMinutes: 0,
    updatedAt: at("2026-11-20T15:59:00Z"),
  });
  await database.db.insert(rpoSlices).values({
    startsAt: at(slice),
    criticality: "critical",
    seriesMinutes: 100,
    breachedMinutes: 0,
  });
}

const track = (createdAt = "2026-01-01T00:00:00Z") =>
  insertSymbol(database.db, { timeframes: ["1h", "1d"], createdAt: at(createdAt) });

const breach = {
  symbol: "AAPL",
  timeframe: "1h",
  criticality: "critical",
  dueAt: at("2026-11-20T10:00:00Z"),
  objectiveSeconds: 3_600,
  reason: "run_overdue",
} as const;

describe("the month of a symbol's recovery point", () => {
  test("is unknown, not clean, while nothing was counted", async () => {
    await track();
    expect(await read()).toBeNull();
  });

  test("begins with the month, where counting and tracking began before it", async () => {
    await track();
    await countSince("2026-11-18T00:00:00Z", "2026-10-05");
    expect(await read()).toMatchObject({
      from: "2026-11-01T00:00:00.000Z",
      to: "2026-11-20T15:59:00.000Z",
      breached_minutes: 0,
      causes: [],
    });
  });

  test("begins with the first counted minute, and with the tracking of a newer symbol", async () => {
    await track();
    await countSince("2026-11-19T12:05:00Z");
    expect(await read()).toMatchObject({ from: "2026-11-19T12:05:00.000Z" });
    await database.db.execute("update tracked_symbols set created_at = '2026-11-20T15:00:00Z'");
    const month = await read();
    expect(month).toMatchObject({ from: "2026-11-20T15:00:00.000Z" });
    expect(month?.budget_minutes).toBeCloseTo((59 * 2) / 100);
  });

  test("shares each stretch between the causes noted in it; another symbol's do not count", async () => {
    await track();
    await countSince("2026-11-19T12:05:00Z");
    await database.db.insert(rpoBreaches).values([
      {
        ...breach,
        startedAt: at("2026-11-20T11:00:00Z"),
        endedAt: at("2026-11-20T12:00:00Z"),
        worstLagSeconds: 7_200,
      },
      { ...breach, timeframe: "1d", startedAt: at("2026-11-20T15:00:00Z") },
      { ...breach, symbol: "MSFT", startedAt: at("2026-11-20T11:00:00Z") },
      {
        ...breach,
        startedAt: at("2026-10-20T11:00:00Z"),
        endedAt: at("2026-10-20T12:00:00Z"),
      },
    ]);
    await insertHistory(database.db, {
      symbol: "AAPL",
      timeframe: "1h",
      changedAt: at("2026-11-20T11:20:00Z"),
      status: "stale",
      dataStatus: "behind",
      reason: "rate_limited",
    });
    expect(await read()).toMatchObject({
      breached_minutes: 119,
      total_breaches: 2,
      causes: [
        { reason: "run_overdue", minutes: 79, breaches: 2, timeframes: ["1h", "1d"] },
        { reason: "rate_limited", minutes: 40, breaches: 1, timeframes: ["1h"] },
      ],
      breaches: [
        { timeframe: "1d", ended_at: null, worst_lag_seconds: null },
        { timeframe: "1h", worst_lag_seconds: 7_200 },
      ],
    });
  });
});
