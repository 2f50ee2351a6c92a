import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { splits } from "@/lib/db/schema";
import { insertBars, insertFeatures, insertSymbol } from "@/lib/db/testing/fixtures";
import { viewHistorical } from "./historical";
import { viewQuantFeatures } from "./quant-features";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const days = ["2026-08-27", "2026-08-28", "2026-08-31", "2026-09-01", "2026-09-02"];
/** Daily bars of a stock start at midnight in New York. */
const bars = days.map((day, index) => ({
  t: Date.parse(`${day}T04:00:00Z`),
  open: 500.1 + index,
  high: 507.9999999999999,
  low: 499.99999999999994,
  close: 0.1 + 0.2,
  volume: 1234567.875,
}));
const insertAapl = async () => {
  await insertSymbol(database.db);
  return insertBars(database.db, {
    symbol: "AAPL",
    timeframe: "1d",
    bars,
    suspect: new Set([bars[1]?.t ?? 0]),
  });
};
const view = async (query: Record<string, string> = {}, symbol = "AAPL") =>
  ENDPOINTS.historical.response.parse(
    await viewHistorical(createViewDeps(database.db), {
      symbol,
      ...ENDPOINTS.historical.query.parse(query),
    }),
  );

describe("viewHistorical", () => {
  test("bars come out to the last bit as they went in, oldest first", async () => {
    await insertAapl();
    const answer = await view({ adjusted: "false" });
    expect(answer.bars.map(({ suspect: _, t, ...bar }) => ({ t: Date.parse(t), ...bar }))).toEqual(
      bars,
    );
    expect(answer.bars.map(({ suspect }) => suspect)).toEqual([
      undefined,
      true,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("the newest of the range are given, and the cursor leads to older ones", async () => {
    await insertAapl();
    const first = await view({ limit: "2", end: "2026-09-02" });
    expect(first.bars.map(({ t }) => t.slice(0, 10))).toEqual(["2026-08-31", "2026-09-01"]);
    const second = await view({ limit: "2", end: "2026-09-02", cursor: first.next_cursor ?? "" });
    expect(second.bars.map(({ t }) => t.slice(0, 10))).toEqual(["2026-08-27", "2026-08-28"]);
    expect(second.next_cursor).toBeNull();
  });

  test("the start is inclusive and the end exclusive", async () => {
    await insertAapl();
    const answer = await view({ start: "2026-08-28T04:00:00Z", end: "2026-08-31T04:00:00Z" });
    expect(answer.bars.map(({ t }) => t)).toEqual(["2026-08-28T04:00:00.000Z"]);
  });

  test("splits are applied on read, and left out when raw bars are asked for", async () => {
    await insertAapl();
    await database.db
      .insert(splits)
      .values({ symbol: "AAPL", executionDate: "2026-08-31", splitFrom: 1, splitTo: 4 });
    const [before, , after] = (await view()).bars;
    expect(before).toMatchObject({ open: 500.1 / 4, volume: 1234567.875 * 4 });
    expect(after).toMatchObject({ open: 502.1, volume: 1234567.875 });
    expect((await view({ adjusted: "false" })).bars[0]?.open).toBe(500.1);
  });

  test("a split announced for a later day changes nothing before it", async () => {
    await insertAapl();
    await database.db
      .insert(splits)
      .values({ symbol: "AAPL", executionDate: "2027-01-04", splitFrom: 1, splitTo: 4 });
    expect((await view()).bars[0]?.open).toBe(500.1);
  });

  test("a symbol without bars has an empty list; one never tracked is not found", async () => {
    await insertSymbol(database.db, { symbol: "NEW" });
    expect(await view({}, "NEW")).toMatchObject({ count: 0, bars: [], next_cursor: null });
    await expect(view({}, "NOPE")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("viewQuantFeatures", () => {
  const features = async (query: Record<string, string> = {}, symbol = "AAPL") =>
    ENDPOINTS.quantFeatures.response.parse(
      await viewQuantFeatures(createViewDeps(database.db), {
        symbol,
        ...ENDPOINTS.quantFeatures.query.parse(query),
      }),
    );

  test("newest first, null while warming up, paged towards the past", async () => {
    const seriesId = await insertAapl();
    await insertFeatures(
      database.db,
      bars.map(({ t }, index) => ({
        seriesId,
        openedAt: new Date(t),
        atr: index < 3 ? null : 1.5,
        hh: 2,
        trendDirection: "up",
      })),
    );
    const first = await features({ limit: "2" });
    expect(first.features).toMatchObject([
      { t: "2026-09-02T04:00:00.000Z", atr: 1.5, hh: 2, trend_direction: "up", return_1d: null },
      { t: "2026-09-01T04:00:00.000Z", atr: 1.5 },
    ]);
    const rest = await features({ cursor: first.next_cursor ?? "" });
    expect(rest.features.map(({ atr }) => atr)).toEqual([null, null, null]);
    await expect(features({}, "NOPE")).rejects.toMatchObject({ code: "not_found" });
  });
});
