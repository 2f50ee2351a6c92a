import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { selectAlertSeries } from "@/lib/db/queries/alert-facts";
import { selectSnoozedSeries } from "@/lib/db/queries/read/series-facts";
import { insertFreshness, insertSymbol } from "@/lib/db/testing/fixtures";
import { createCalendar } from "@/lib/domain/calendar";
import { viewOverview } from "@/lib/views/overview";
import { freshDatabase } from "@/lib/views/testing/fresh-database";
import { createViewDeps } from "@/lib/views/testing/view-deps";
import { snoozeSeries } from "./snooze-series";

const database = freshDatabase();
/** Friday, 11:00 in New York; the next session opens on Monday. */
const NOW = new Date("2026-11-20T16:00:00Z");
const FRIDAY_EVENING = new Date("2026-11-20T23:00:00Z");
const LATER = new Date("2026-11-20T16:05:00Z");
const SERIES = [{ symbol: "AAPL", timeframe: "1d" }];

const snooze = (
  changes: Partial<Parameters<typeof snoozeSeries>[1]> = {},
  now = NOW,
): Promise<Date | null> =>
  snoozeSeries(
    { tx: database.db, exchange: createCalendar(), now },
    { series: SERIES, until: LATER, reason: "ticket", actor: "maria", ...changes },
  );

async function plantFault() {
  await insertSymbol(database.db, { timeframes: ["1d", "1h"] });
  await insertFreshness(database.db, {
    timeframe: "1d",
    dataStatus: "behind",
    storedThrough: new Date("2026-11-10T05:00:00Z"),
    lastComputedAt: new Date("2026-11-10T22:00:00Z"),
  });
  await insertFreshness(database.db, {
    timeframe: "1h",
    dataStatus: "current",
    storedThrough: new Date("2026-11-20T15:00:00Z"),
    lastComputedAt: new Date("2026-11-20T15:50:00Z"),
  });
}

const alerted = async (now: Date) =>
  (await selectAlertSeries(database.db, now)).map(({ timeframe }) => timeframe).sort();
const verdict = async (now: Date) =>
  (await viewOverview(createViewDeps(database.db, { now }))).verdict;

describe("snoozeSeries", () => {
  test("leaves the alert rules and the verdict without the series until it ends", async () => {
    await plantFault();
    expect(await alerted(NOW)).toEqual(["1d", "1h"]);
    expect((await verdict(NOW)).sentence).toContain("1 series is behind");
    await snooze();
    expect(await alerted(NOW)).toEqual(["1h"]);
    const silent = await verdict(NOW);
    expect(silent.sentence).not.toContain("behind");
    expect(silent.sentence).toContain("1 faulty series is snoozed.");
    expect(await alerted(LATER)).toEqual(["1d", "1h"]);
    expect((await verdict(LATER)).sentence).toContain("1 series is behind");
  });

  test("until the next open of a Friday is Monday's bell", async () => {
    await plantFault();
    expect(await snooze({ until: "next_open" }, FRIDAY_EVENING)).toEqual(
      new Date("2026-11-23T14:30:00Z"),
    );
  });

  test("is ended at once, and says who began it and why while it lasts", async () => {
    await plantFault();
    await snooze();
    expect(await selectSnoozedSeries(database.db, NOW)).toMatchObject([
      { symbol: "AAPL", timeframe: "1d", snoozeReason: "ticket", snoozedBy: "maria" },
    ]);
    expect(await snooze({ until: null })).toBeNull();
    expect(await selectSnoozedSeries(database.db, NOW)).toEqual([]);
  });

  test("all or none: a series that is not monitored is named and nothing is stored", async () => {
    await plantFault();
    const series = [...SERIES, { symbol: "AAPL", timeframe: "4h" }];
    await expect(snooze({ series })).rejects.toThrow("Not monitored: AAPL 4h.");
    expect(await selectSnoozedSeries(database.db, NOW)).toEqual([]);
  });

  test.each([
    ["past", "2026-11-20T15:59:00Z"],
    ["more than thirty days ahead", "2026-12-21T16:00:00Z"],
  ])("an end that is %s is refused", async (_, until) => {
    await plantFault();
    await expect(snooze({ until: new Date(until) })).rejects.toThrow("A snooze must be after");
    const rows = await database.db.execute(sql`select from series_snoozes`);
    expect(rows).toHaveLength(0);
  });
});
