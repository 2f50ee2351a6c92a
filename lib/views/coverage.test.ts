import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import {
  insertBars,
  insertCoverage,
  insertGap,
  insertStream,
  insertSymbol,
} from "@/lib/db/testing/fixtures";
import { viewCoverage } from "./coverage";
import { viewCoverageDay } from "./coverage-day";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const now = at("2026-11-30T18:00:00Z");
const view = async (query: Record<string, string>) =>
  ENDPOINTS.coverage.response.parse(
    await viewCoverage(
      createViewDeps(database.db, { now }),
      ENDPOINTS.coverage.query.parse({ from: "2026-11-23", to: "2026-11-30", ...query }),
    ),
  );
const viewDay = async (day: string, symbol = "AAPL") =>
  ENDPOINTS.coverageDay.response.parse(
    await viewCoverageDay(createViewDeps(database.db, { now }), { symbol, day }),
  );

describe("viewCoverage", () => {
  test("worst first ranks by missing days, then by how critical; pages go on where they ended", async () => {
    const stored = { timeframe: "1m", storedFrom: at("2026-11-23T14:30:00Z") };
    for (const [symbol, criticality, days] of [
      ["AAA", "standard", ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27"]],
      ["BBB", "low_priority", ["2026-11-23"]],
      ["CCC", "critical", ["2026-11-23", "2026-11-27"]],
      ["DDD", "standard", ["2026-11-23", "2026-11-27"]],
    ] as const) {
      await insertSymbol(database.db, { symbol, criticality });
      await insertStream(database.db, { symbol, ...stored });
      for (const day of days) await insertCoverage(database.db, { symbol, day, barCount: 390 });
    }
    const first = await view({ order: "worst", limit: "3" });
    expect(first.rows.map((row) => [row.symbol, row.missing_days])).toEqual([
      ["BBB", 3],
      ["CCC", 2],
      ["DDD", 2],
    ]);
    const rest = await view({ order: "worst", limit: "3", cursor: first.next_cursor ?? "" });
    expect(rest.rows.map(({ symbol }) => symbol)).toEqual(["AAA"]);
    expect(rest.next_cursor).toBeNull();
  });

  test("days without a session, half days and sessions still going on are told from holes", async () => {
    await insertSymbol(database.db);
    await insertStream(database.db, {
      timeframe: "1m",
      storedFrom: at("2026-11-23T14:30:00Z"),
      answeredThrough: at("2026-11-28T02:00:00Z"),
    });
    await insertCoverage(database.db, { day: "2026-11-23", barCount: 960 });
    await insertCoverage(database.db, { day: "2026-11-24", barCount: 800 });
    await insertGap(database.db, { day: "2026-11-25", status: "confirmed_empty" });
    const answer = await view({});
    expect(answer.days.map(({ session }) => session)).toEqual([
      "full",
      "full",
      "full",
      "closed",
      "half",
      "closed",
      "closed",
      "full",
    ]);
    expect(answer.days[3]?.note).toBe("Thanksgiving");
    const [row] = answer.rows;
    expect(row?.cells.map(([state]) => state)).toEqual([
      "complete",
      "sparse_normal",
      "confirmed_empty",
      "closed",
      "missing",
      "closed",
      "closed",
      "not_due",
    ]);
    expect(row?.missing_days).toBe(1);
  });

  test("what lies before the plan's first bar or before the first bar ever is no hole", async () => {
    await insertSymbol(database.db);
    await insertStream(database.db, {
      storedFrom: at("2026-11-25T05:00:00Z"),
      planEarliest: at("2026-11-24T05:00:00Z"),
    });
    await insertCoverage(database.db, { day: "2026-11-25", timeframe: "1d", barCount: 1 });
    const [row] = (await view({ timeframe: "1d", to: "2026-11-25" })).rows;
    expect(row?.cells.map(([state]) => state)).toEqual([
      "beyond_plan",
      "before_listing",
      "complete",
    ]);
  });

  test("crypto trades every day", async () => {
    await insertSymbol(database.db, { symbol: "BTC", assetClass: "crypto" });
    await insertStream(database.db, {
      symbol: "BTC",
      timeframe: "1m",
      storedFrom: at("2026-11-01T00:00:00Z"),
    });
    await insertCoverage(database.db, { symbol: "BTC", day: "2026-11-29", barCount: 1440 });
    const [row] = (await view({ from: "2026-11-28", to: "2026-11-29" })).rows;
    expect(row?.cells).toEqual([
      ["missing", 0, 1440],
      ["complete", 1440, 1440],
    ]);
  });

  test("pages by symbol, leaves inactive ones out, and refuses a range that is too long or reversed", async () => {
    for (const symbol of ["A", "B", "C"]) await insertSymbol(database.db, { symbol });
    await insertSymbol(database.db, { symbol: "D", active: false });
    const first = await view({ limit: "2" });
    const second = await view({ limit: "2", cursor: first.next_cursor ?? "" });
    expect([...first.rows, ...second.rows].map(({ symbol }) => symbol)).toEqual(["A", "B", "C"]);
    for (const from of ["2025-01-01", "2026-12-01"]) {
      await expect(view({ from })).rejects.toMatchObject({ code: "invalid_input" });
    }
  });
});

describe("viewCoverageDay", () => {
  test("names the stretches of the session that have no bar", async () => {
    await insertSymbol(database.db);
    const openMs = Date.parse("2026-11-24T14:30:00Z");
    const minutes = Array.from({ length: 390 }, (_, minute) => minute).filter(
      (minute) => minute < 10 || (minute >= 30 && minute < 380),
    );
    await insertBars(database.db, {
      symbol: "AAPL",
      timeframe: "1m",
      bars: minutes.map((minute) => ({
        t: openMs + minute * 60_000,
        open: 1,
        high: 1,
        low: 1,
        close: 1,
        volume: 1,
      })),
    });
    await insertCoverage(database.db, { day: "2026-11-24", barCount: minutes.length });
    await insertGap(database.db, {
      day: "2026-11-24",
      askedCount: 2,
      lastAskedAt: at("2026-11-26T00:00:00Z"),
    });
    expect(await viewDay("2026-11-24")).toMatchObject({
      session: { opens_at: "2026-11-24T14:30:00.000Z", closes_at: "2026-11-24T21:00:00.000Z" },
      stored_bars: 360,
      missing_ranges: [
        { from: "2026-11-24T14:40:00.000Z", to: "2026-11-24T15:00:00.000Z", minutes: 20 },
        { from: "2026-11-24T20:50:00.000Z", to: "2026-11-24T21:00:00.000Z", minutes: 10 },
      ],
      asked_count: 2,
      last_asked_at: "2026-11-26T00:00:00.000Z",
    });
  });

  test("what is not due yet is not missing, a holiday has no session, an unknown symbol is not found", async () => {
    await insertSymbol(database.db);
    const today = await viewDay("2026-11-30");
    expect(today).toMatchObject({ state: "not_due", missing_ranges: [{ minutes: 210 }] });
    expect(await viewDay("2026-11-26")).toMatchObject({ session: null, state: "closed" });
    await expect(viewDay("2026-11-24", "NOPE")).rejects.toMatchObject({ code: "not_found" });
  });
});
