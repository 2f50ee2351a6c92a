import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import {
  insertCoverage,
  insertFreshness,
  insertGap,
  insertStream,
  insertSymbol,
} from "@/lib/db/testing/fixtures";
import { viewStaleness } from "./staleness";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
/** A Monday after Thanksgiving: the Thursday was closed, the Friday half a day, today is not due. */
const now = at("2026-11-30T18:00:00Z");
const view = async (query: Record<string, string>) =>
  ENDPOINTS.staleness.response.parse(
    await viewStaleness(
      createViewDeps(database.db, { now }),
      ENDPOINTS.staleness.query.parse(query),
    ),
  );

async function storeMinutes(symbol: string, counts: Record<string, number>) {
  const storedFrom = at("2026-11-23T14:30:00Z");
  await insertStream(database.db, { symbol, timeframe: "1m", storedFrom });
  for (const [day, barCount] of Object.entries(counts)) {
    await insertCoverage(database.db, { symbol, day, barCount });
  }
}

describe("the coverage of the series listed", () => {
  test("is told only when asked for", async () => {
    await insertSymbol(database.db);
    expect(await view({})).not.toHaveProperty("coverage_30d");
    expect((await view({ include: "coverage" })).coverage_30d).toEqual([]);
  });

  test("counts due sessions alone, and a missing one is a hole, never a zero", async () => {
    await insertSymbol(database.db, { symbol: "AAPL", timeframes: ["5m", "1h"] });
    await storeMinutes("AAPL", { "2026-11-23": 960, "2026-11-25": 960 });
    await insertGap(database.db, { symbol: "AAPL", day: "2026-11-27", status: "confirmed_empty" });
    expect((await view({ include: "coverage" })).coverage_30d).toEqual([
      {
        symbol: "AAPL",
        stream: "1m",
        pct: 75,
        sessions: [1, null, 1, 0],
        missing_days: ["2026-11-24"],
      },
    ]);
  });

  test("is that of the streams the page's series are made from, and of no other symbol", async () => {
    for (const symbol of ["AAPL", "MSFT"]) {
      await insertSymbol(database.db, { symbol, timeframes: ["5m", "1d"] });
      await storeMinutes(symbol, { "2026-11-23": 960 });
      await insertStream(database.db, {
        symbol,
        timeframe: "1d",
        storedFrom: at("2026-11-23T05:00:00Z"),
      });
      await insertFreshness(database.db, { symbol, timeframe: "5m" });
    }
    const named = async (query: Record<string, string>) =>
      (await view({ include: "coverage", ...query })).coverage_30d
        ?.map(({ symbol, stream }) => `${symbol} ${stream}`)
        .sort();
    expect(await named({})).toEqual(["AAPL 1d", "AAPL 1m", "MSFT 1d", "MSFT 1m"]);
    expect(await named({ timeframe: "5m", symbol: "MSFT" })).toEqual(["MSFT 1m"]);
    expect(await named({ limit: "1" })).toHaveLength(1);
  });
});
