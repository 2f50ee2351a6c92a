import { readFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parsePolicy } from "@/lib/config/policy";
import { ENDPOINTS } from "@/lib/contract";
import { selectTierCounts } from "@/lib/db/queries/read/staleness";
import { baseStreams, featureFreshness, trackedSymbols } from "@/lib/db/schema";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import {
  insertExecution,
  insertFreshness,
  insertHistory,
  insertJob,
  insertSymbol,
} from "@/lib/db/testing/fixtures";
import { ASSET_CLASSES, CRITICALITIES, TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import { countTiers } from "./series-list";
import { toGradingContext } from "./series-query";
import { readRows, viewStaleness } from "./staleness";
import { createViewDeps, shippedPolicy, shippedPolicyFile } from "./testing/view-deps";

let database: TestDb;
const endpoint = ENDPOINTS.staleness;

beforeAll(async () => {
  database = await createTestDb();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(
    sql`truncate tracked_symbols, feature_freshness, base_streams, freshness_history,
      symbol_computation_status, scheduler_execution_log cascade`,
  );
});

const at = (text: string) => new Date(text);
const deps = (changes: Partial<ViewDeps> = {}) => createViewDeps(database.db, changes);
const view = async (query: Record<string, string> = {}, changes: Partial<ViewDeps> = {}) =>
  endpoint.response.parse(await viewStaleness(deps(changes), endpoint.query.parse(query)));
type Answer = Awaited<ReturnType<typeof view>>;
const listed = ({ by_status: { missing, stale, aging, fresh } }: Answer) => [
  ...missing,
  ...stale,
  ...aging,
  ...fresh,
];
const names = (answer: Answer) => listed(answer).map((row) => `${row.symbol} ${row.timeframe}`);

describe("viewStaleness", () => {
  test("an empty database monitors nothing", async () => {
    expect(await view()).toMatchObject({
      summary: { total_monitored: 0, missing_count: 0 },
      by_status: { fresh: [], aging: [], stale: [], missing: [] },
      next_cursor: null,
    });
  });

  test("series that are named come alone, in any case of letters, and the other filters still hold", async () => {
    await insertSymbol(database.db, { symbol: "AAPL", timeframes: ["1h", "1d"] });
    await insertSymbol(database.db, { symbol: "MSFT", timeframes: ["1d"] });
    await insertFreshness(database.db, { lastComputedAt: at("2026-11-20T15:00:00Z") });
    expect(names(await view({ series: "aapl 1h,MSFT 1d" })).sort()).toEqual(["AAPL 1h", "MSFT 1d"]);
    expect(names(await view({ series: "AAPL 1d,MSFT 1d", status: "missing" }))).toEqual([
      "MSFT 1d",
    ]);
    expect(() => endpoint.query.parse({ series: "AAPL" })).toThrow("a symbol, a space");
  });

  test("a tracked timeframe that was never written about is missing; inactive symbols are not monitored", async () => {
    await insertSymbol(database.db, { symbol: "AAPL", timeframes: ["1h", "1d"] });
    await insertSymbol(database.db, { symbol: "OLD", active: false });
    await insertFreshness(database.db, { symbol: "OLD" });
    await insertFreshness(database.db, {
      symbol: "AAPL",
      timeframe: "1h",
      lastComputedAt: at("2026-11-20T15:59:00Z"),
      storedThrough: at("2026-11-20T15:00:00Z"),
    });
    await insertFreshness(database.db, { symbol: "AAPL", timeframe: "30m" });
    const answer = await view();
    expect(answer.summary).toEqual({
      fresh_count: 1,
      aging_count: 0,
      stale_count: 0,
      missing_count: 1,
      total_monitored: 2,
    });
    expect(answer.by_status.missing).toMatchObject([
      { symbol: "AAPL", timeframe: "1d", reason: "never_backfilled", staleness_seconds: null },
    ]);
    expect(answer.by_status.fresh).toMatchObject([
      { timeframe: "1h", staleness_seconds: 60, data_point_count: 250, data_status: "current" },
    ]);
  });

  test.each([
    { seconds: 3599, status: "fresh" },
    { seconds: 3600, status: "aging" },
    { seconds: 21_599, status: "aging" },
    { seconds: 21_600, status: "stale" },
    { seconds: -60, status: "fresh" },
  ] as const)(
    "computed $seconds s ago is $status, whatever the stored status says",
    async (row) => {
      await insertSymbol(database.db);
      await insertFreshness(database.db, {
        status: "missing",
        stalenessSeconds: 1,
        lastComputedAt: new Date(at("2026-11-20T16:00:00Z").getTime() - row.seconds * 1000),
      });
      const answer = await view();
      expect(answer.by_status[row.status]).toHaveLength(1);
      expect(listed(answer)[0]?.staleness_seconds).toBe(Math.max(0, row.seconds));
    },
  );

  test("the summary counts everything that matches, however few rows are listed", async () => {
    for (let index = 0; index < 12; index += 1) {
      await insertSymbol(database.db, { symbol: `S${index}` });
      await insertFreshness(database.db, {
        symbol: `S${index}`,
        lastComputedAt: at(index < 5 ? "2026-11-20T15:59:00Z" : "2026-11-19T00:00:00Z"),
      });
    }
    const answer = await view({ limit: "2" });
    expect(answer.summary).toMatchObject({ fresh_count: 5, stale_count: 7, total_monitored: 12 });
    expect(listed(answer)).toHaveLength(2);
    expect(answer.by_status.stale).toHaveLength(2);
    const stale = await view({ status: "stale", limit: "1" });
    expect(stale.summary).toMatchObject({ fresh_count: 0, stale_count: 7, total_monitored: 7 });
  });

  test("features computed anew from old bars are false fresh", async () => {
    await insertSymbol(database.db, { timeframes: ["1m"], criticality: "critical" });
    await insertFreshness(database.db, {
      timeframe: "1m",
      lastComputedAt: at("2026-11-20T15:58:00Z"),
      lastAttemptAt: at("2026-11-20T15:58:00Z"),
      storedThrough: at("2026-11-19T18:00:00Z"),
    });
    const answer = await view();
    expect(answer.by_status.fresh).toMatchObject([
      { status: "fresh", data_status: "behind", reason: "false_fresh" },
    ]);
    expect(answer.data_summary.behind).toBe(1);
  });

  test("over a weekend nothing is due, though the wall clock calls it stale", async () => {
    await insertSymbol(database.db);
    await insertFreshness(database.db, {
      lastComputedAt: at("2026-11-20T21:30:00Z"),
      storedThrough: at("2026-11-20T05:00:00Z"),
    });
    const answer = await view({}, { now: at("2026-11-22T12:00:00Z") });
    expect(answer.by_status.stale).toMatchObject([
      { data_status: "not_due", reason: "not_due_market_closed", bars_behind: 0 },
    ]);
    expect(answer.data_summary).toEqual({ current: 0, behind: 0, not_due: 1, missing: 0 });
  });

  test("after a half day the daily bar is due three hours earlier", async () => {
    await insertSymbol(database.db, { criticality: "critical" });
    await insertFreshness(database.db, {
      lastComputedAt: at("2026-11-25T22:00:00Z"),
      storedThrough: at("2026-11-25T05:00:00Z"),
    });
    const answer = await view({}, { now: at("2026-11-27T18:31:00Z") });
    expect(answer.by_status.stale).toMatchObject([
      { data_status: "behind", bars_behind: 1, next_due_at: "2026-11-27T18:00:00.000Z" },
    ]);
  });

  test("reasons come from what happened: paused, waiting in a run, refused by the provider", async () => {
    const old = {
      lastComputedAt: at("2026-11-18T00:00:00Z"),
      storedThrough: at("2026-11-16T05:00:00Z"),
    };
    await insertSymbol(database.db, {
      symbol: "PAUSED",
      pausedUntil: at("2026-11-21T00:00:00Z"),
      pausedReason: "merger",
    });
    await insertSymbol(database.db, { symbol: "QUEUED" });
    await insertSymbol(database.db, { symbol: "LIMITED" });
    for (const symbol of ["PAUSED", "QUEUED"])
      await insertFreshness(database.db, { symbol, ...old });
    await insertFreshness(database.db, {
      symbol: "LIMITED",
      ...old,
      lastAttemptAt: at("2026-11-20T15:00:00Z"),
      lastErrorCode: "rate_limited",
      lastErrorMessage: "HTTP 429",
    });
    const id = await insertExecution(database.db, { status: "running" });
    await insertJob(database.db, id, { symbol: "QUEUED", status: "pending" });
    const reasons = Object.fromEntries(
      listed(await view()).map(({ symbol, reason }) => [symbol, reason]),
    );
    expect(reasons).toEqual({
      PAUSED: "paused",
      QUEUED: "queued_throttled",
      LIMITED: "rate_limited",
    });
    const filtered = await view({ reason: "rate_limited,paused" });
    expect(names(filtered).sort()).toEqual(["LIMITED 1d", "PAUSED 1d"]);
    expect(filtered.summary).toMatchObject({ stale_count: 2, total_monitored: 2 });
    expect(filtered.by_status.stale.find((row) => row.symbol === "LIMITED")?.last_error).toBe(
      "HTTP 429",
    );
  });

  test("filters narrow by timeframe, class, criticality, prefix and bars behind", async () => {
    await insertSymbol(database.db, { symbol: "AAPL", timeframes: ["1h", "1d"] });
    await insertSymbol(database.db, { symbol: "AMZN", criticality: "critical" });
    await insertSymbol(database.db, { symbol: "BTC", assetClass: "crypto" });
    await insertFreshness(database.db, {
      symbol: "BTC",
      storedThrough: at("2026-11-10T00:00:00Z"),
    });
    const cases: [Record<string, string>, string[]][] = [
      [{ timeframe: "1h" }, ["AAPL 1h"]],
      [{ asset_class: "crypto" }, ["BTC 1d"]],
      [{ criticality: "critical" }, ["AMZN 1d"]],
      [{ symbol: "am" }, ["AMZN 1d"]],
      [{ min_bars_behind: "9" }, ["BTC 1d"]],
      [{ min_bars_behind: "10" }, []],
      [{ data_status: "behind" }, ["BTC 1d"]],
    ];
    for (const [query, expected] of cases) {
      const answer = await view(query);
      expect(names(answer)).toEqual(expected);
      expect(answer.summary.total_monitored).toBe(expected.length);
    }
  });

  test.each([
    { order: "status" },
    { order: "market" },
    { order: "status", reason: "never_backfilled,run_overdue,unknown,up_to_date" },
  ])("pages of $order $reason follow each other without loss or repetition", async (query) => {
    for (let index = 0; index < 9; index += 1) {
      const symbol = `S${index}`;
      await insertSymbol(database.db, {
        symbol,
        timeframes: ["1h", "1d"],
        criticality: index % 2 === 0 ? "critical" : "low_priority",
      });
      if (index % 3 === 0) continue;
      await insertFreshness(database.db, {
        symbol,
        lastComputedAt: new Date(at("2026-11-20T15:59:00Z").getTime() - index * 7_200_000),
        storedThrough: at(index < 5 ? "2026-11-19T05:00:00Z" : "2026-10-01T04:00:00Z"),
      });
    }
    const all = names(await view({ ...query, limit: "500" }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Answer = await view({ ...query, limit: "4", ...(cursor ? { cursor } : {}) });
      seen.push(...names(page));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toHaveLength(18);
    expect([...seen].sort()).toEqual([...all].sort());
    expect(new Set(seen).size).toBe(18);
  });

  test("a cursor of another list is refused", async () => {
    const cursor = Buffer.from('["bars",1]').toString("base64url");
    await expect(view({ cursor })).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("time travel shows the states of that moment and of symbols tracked by then", async () => {
    await insertSymbol(database.db, { createdAt: at("2026-11-01T00:00:00Z") });
    await insertSymbol(database.db, { symbol: "NEW", createdAt: at("2026-11-19T00:00:00Z") });
    await insertHistory(database.db, { changedAt: at("2026-11-10T00:00:00Z") });
    await insertHistory(database.db, {
      changedAt: at("2026-11-11T00:00:00Z"),
      status: "stale",
      dataStatus: "behind",
      reason: "rate_limited",
      barsBehind: 2,
      lastComputedAt: at("2026-11-10T12:00:00Z"),
    });
    await insertHistory(database.db, { changedAt: at("2026-11-12T00:00:00Z") });
    const then = await view({ at: "2026-11-11T06:00:00Z" });
    expect(then.summary).toMatchObject({ stale_count: 1, total_monitored: 1 });
    expect(then.by_status.stale).toMatchObject([
      { data_status: "behind", reason: "rate_limited", bars_behind: 2, staleness_seconds: 64_800 },
    ]);
    expect((await view({ at: "2026-11-10T06:00:00Z" })).summary.fresh_count).toBe(1);
    expect((await view({ at: "2026-11-05T00:00:00Z" })).by_status.missing).toMatchObject([
      { reason: "unknown" },
    ]);
  });
});

describe("what SQL counts", () => {
  const wallClock = parsePolicyWith(
    "- { criticality: standard, timeframe: 1d, kind: wall_clock, grace: 0s }",
  );
  const moments = [
    "2026-11-20T16:00:00Z", // open
    "2026-11-22T12:00:00Z", // Sunday
    "2026-11-27T18:20:00Z", // after an early close
    "2026-11-26T15:00:00Z", // Thanksgiving
    "2026-11-23T09:01:30Z", // just after the pre-market opened
    "2026-11-24T01:00:00Z", // just after the late session
    "2027-03-15T13:31:00Z", // the day after the clocks went forward
  ];

  test("is what the rules grade one by one, at any moment, delay and policy", async () => {
    for (const criticality of CRITICALITIES) {
      for (const assetClass of ASSET_CLASSES) {
        await insertSymbol(database.db, {
          symbol: `${criticality}.${assetClass}`.toUpperCase().replace("_", "-").slice(0, 20),
          criticality,
          assetClass,
          timeframes: [...TIMEFRAMES],
        });
      }
    }
    const ageMs = fc.option(
      fc.oneof(
        fc.integer({ min: -60_000, max: 3_600_000 }),
        fc.integer({ min: 0, max: 4 * 86_400_000 }),
        fc.integer({ min: 0, max: 40 * 86_400_000 }),
      ),
      { nil: null, freq: 8 },
    );
    const oneRun = fc.record({
      now: fc.constantFrom(...moments),
      delayMs: fc.constantFrom(0, 900_000, 86_400_000),
      policy: fc.constantFrom(shippedPolicy, wallClock),
      ages: fc.array(fc.record({ computed: ageMs, stored: ageMs, answered: ageMs }), {
        minLength: 72,
        maxLength: 72,
      }),
      monitored: fc.array(fc.subarray([...TIMEFRAMES], { minLength: 1 }), {
        minLength: 9,
        maxLength: 9,
      }),
      asked: fc.option(fc.subarray([...TIMEFRAMES], { minLength: 1 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(oneRun, async ({ now, delayMs, policy, ages, monitored, asked }) => {
        await monitor(() => [...TIMEFRAMES]);
        const provider = { name: "massive", isSimulated: true, delayMs, requestsPerMinute: 0 };
        const moment = deps({ now: at(now), provider, policy });
        await fillWatermarks(moment.now, ages);
        await monitor((index) => monitored[index] ?? []);
        const context = toGradingContext(moment);
        const tiers = await selectTierCounts(database.db, context, { timeframe: asked });
        const counted = tiers.filter(({ total }) => total > 0);
        const rows = (await readRows(moment, {})).filter(
          ({ timeframe }) => asked?.includes(timeframe) ?? true,
        );
        const byName = (a: { criticality: string }, b: { criticality: string }) =>
          a.criticality < b.criticality ? -1 : 1;
        expect(counted.toSorted(byName)).toEqual(countTiers(rows).toSorted(byName));
      }),
      { numRuns: 50 },
    );
  });

  /** What was written about a timeframe that is no longer monitored stays, and counts no more. */
  async function monitor(timeframesOf: (index: number) => Timeframe[]) {
    const rows = await database.db.select({ symbol: trackedSymbols.symbol }).from(trackedSymbols);
    for (const [index, { symbol }] of rows.toSorted(bySymbol).entries()) {
      await database.db
        .update(trackedSymbols)
        .set({ timeframes: timeframesOf(index) })
        .where(eq(trackedSymbols.symbol, symbol));
    }
  }

  const bySymbol = (a: { symbol: string }, b: { symbol: string }) => (a.symbol < b.symbol ? -1 : 1);

  type Ages = { computed: number | null; stored: number | null; answered: number | null };

  async function fillWatermarks(now: Date, ages: Ages[]) {
    await database.db.execute(sql`truncate feature_freshness, base_streams`);
    const ago = (ms: number | null) => (ms === null ? null : new Date(now.getTime() - ms));
    const rows = await readRows(deps({ now }), {});
    const known = rows.flatMap(({ symbol, timeframe }, index) => {
      const age = ages[index];
      if (!age || (age.computed === null && age.stored === null)) return [];
      return [{ symbol, timeframe, ...age }];
    });
    if (known.length === 0) return;
    await database.db.insert(featureFreshness).values(
      known.map(({ symbol, timeframe, computed, stored }) => ({
        symbol,
        timeframe,
        dataPointCount: 10,
        lastComputedAt: ago(computed),
        storedThrough: ago(stored),
      })),
    );
    const streams = known.filter(({ timeframe }) => timeframe === "1m" || timeframe === "1d");
    if (streams.length === 0) return;
    await database.db
      .insert(baseStreams)
      .values(streams.map((row) => ({ ...row, answeredThrough: ago(row.answered) })));
  }
});

function parsePolicyWith(rule: string) {
  const text = readFileSync(shippedPolicyFile, "utf8").replace(
    "    rules:\n",
    `    rules:\n      ${rule}\n`,
  );
  return parsePolicy(text);
}
