/**
 * The trap table: every fault the simulated vendor knows, met by the whole pipeline over loopback. Each asserts the rows
 * that are stored afterwards, the error the job shows, and the reason and sentence of the symbol page.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Bar } from "@/lib/domain/bar";
import { REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import type { BaseTimeframe, ReasonCode } from "@/lib/domain/vocabulary";
import { FAULTS, type FaultName } from "@/lib/provider/simulator/fault-catalogue";
import {
  collectBars,
  NOW_MS,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";
import { viewCoverage } from "@/lib/views/coverage";
import { viewHistorical } from "@/lib/views/historical";
import { viewSymbol } from "@/lib/views/symbol";
import { createViewDeps } from "@/lib/views/testing/view-deps";
import { findGaps, reaskGaps } from "./reask-gaps";
import { recomputeSymbol, syncSplits } from "./sync-splits";
import { type Lab, openLab, runSymbol, start, track } from "./testing/lab";

const NAMES = Object.keys(FAULTS) as FaultName[];
/** Every fault has a symbol of its own, so that all are planted at once. */
const symbolOf = (fault: FaultName) => `SIM${NAMES.indexOf(fault) + 1}`;
const TIMEOUT_MS = 2_600;

let lab: Lab;
let honest: SimulatedVendor;

beforeAll(async () => {
  const faults = NAMES.map((name) => `${name}:${symbolOf(name)}`).join(",");
  lab = await openLab({ simulator: { faults }, client: { timeoutMs: TIMEOUT_MS, maxPages: 20 } });
  lab.setPolicy({ historyMs: { "1m": 86_400_000, "1d": 200 * 86_400_000 } });
  honest = await simulateVendor();
});
afterAll(async () => {
  await lab.close();
  await honest.simulator.close();
});

type Outcome = {
  /** Raw bars as stored. */
  stored: Bar[];
  /** What an honest vendor's final bars of the same range are. */
  truth: Bar[];
  job: { status: string; errorCode: string | null; error: string; rejected: number };
  reason: string;
  sentence: string;
};

async function meet(fault: FaultName, base: BaseTimeframe = "1m"): Promise<Outcome> {
  const symbol = symbolOf(fault);
  const known = await lab.test.sql`select 1 from tracked_symbols where symbol = ${symbol}`;
  if (known.length === 0) {
    await track(lab, symbol, { timeframes: base === "1m" ? ["1m", "5m"] : ["1d"] });
  }
  const { executionId } = await start(lab, { scope: { symbols: [symbol] } });
  await runSymbol(lab, { executionId, symbol });
  const [job] = await lab.test.sql`
    select status, error_code, error_message, records_rejected from symbol_computation_status
    where execution_id = ${executionId} and timeframe = ${base}`;
  const page = await viewSymbol(viewDeps(), { symbol });
  const series = page.series.find(({ timeframe }) => timeframe === base);
  return {
    stored: await storedBars(symbol, base),
    truth: await trueBars(symbol, base),
    job: {
      status: job?.status,
      errorCode: job?.error_code,
      error: job?.error_message ?? "",
      rejected: job?.records_rejected,
    },
    reason: series?.reason ?? "",
    sentence: series?.why.verdict ?? "",
  };
}

const viewDeps = () => createViewDeps(lab.test.db, { now: lab.deps.now() });

async function storedBars(symbol: string, timeframe: string): Promise<Bar[]> {
  const rows = await lab.test.sql`
    select (extract(epoch from opened_at) * 1000)::float8 as t, open, high, low, close, volume from candles
    join series on series.id = series_id where symbol = ${symbol} and timeframe = ${timeframe} order by opened_at`;
  return rows.map((row) => ({ ...row }) as Bar);
}

/** Final ones: the minute of NOW is still forming, and so is the day. */
async function trueBars(symbol: string, timeframe: BaseTimeframe): Promise<Bar[]> {
  const from = timeframe === "1m" ? "2026-06-04T04:00:00Z" : "2025-11-17T05:00:00Z";
  const to = timeframe === "1m" ? "2026-06-05T18:00:00Z" : "2026-06-05T04:00:00Z";
  return collectBars(honest.provider.fetchBars(honest.ask({ symbol, timeframe, from, to })));
}

/** Stored whole, job completed, nothing shown. */
function expectTruth(met: Outcome, reason: ReasonCode = "up_to_date") {
  expect(met.truth.length).toBeGreaterThan(100);
  expect(met.stored).toEqual(met.truth);
  expect(met.job).toEqual({ status: "completed", errorCode: null, error: "", rejected: 0 });
  expect([met.reason, met.sentence]).toEqual([reason, REASON_SENTENCES[reason]]);
}

const HARMLESS = [
  "empty_page_with_cursor",
  "duplicate_bar_across_pages",
  "small_pages",
  "slow",
  "provisional_last_bar",
] as const satisfies FaultName[];

/** Nothing of the page is stored, and the job says what was wrong. */
const REFUSED = {
  rate_limit_storm: ["rate_limited", "rate_limited", /429: You've exceeded/],
  empty_429: ["rate_limited", "rate_limited", /the vendor answered 429: HTTP 429/],
  retry_after: ["rate_limited", "rate_limited", /429: You've exceeded/],
  http_500: ["provider_5xx", "provider_5xx", /500: Internal server error/],
  html_502: ["provider_5xx", "provider_5xx", /answered 502: HTTP 502$/],
  html_200: ["provider_5xx", "provider_5xx", /200 with an HTML page/],
  cut_body: ["provider_5xx", "provider_5xx", /the body stops after \d+ characters/],
  reset: ["provider_5xx", "provider_5xx", /the connection failed: /],
  hang: ["provider_5xx", "provider_5xx", /no answer within 2.6 s/],
  unknown_key: ["auth_or_entitlement", "auth_or_entitlement", /401: Unknown API Key/],
  forbidden_plan: ["auth_or_entitlement", "auth_or_entitlement", /not entitled/],
  forbidden_timeframe: ["auth_or_entitlement", "auth_or_entitlement", /data timeframe/],
  redirect: ["bad_request", "provider_5xx", /answered 302/],
  cursor_loop: ["malformed", "provider_5xx", /page 2: "next_url" is refused: it repeats a cursor/],
  endless_cursor: ["malformed", "provider_5xx", /"next_url" goes on after 20 pages/],
  foreign_next_url: ["malformed", "provider_5xx", /another host, data.example.net/],
  other_ticker_rows: ["malformed", "provider_5xx", /"ticker" is OTHER where SIM\d+ was asked for/],
  adjusted_rows: ["malformed", "provider_5xx", /split-adjusted where raw ones/],
  nan_price: ["malformed", "provider_5xx", /page 1, bar \d+: "c" is null where a finite number/],
  text_price: ["malformed", "provider_5xx", /bar \d+: "o" is "[\d.]+" where a finite number/],
  missing_field: ["malformed", "provider_5xx", /bar \d+: "v" is absent/],
  unsorted: ["malformed", "provider_5xx", /bar \d+: "t" goes back to 2026-06-0\dT/],
  results_null: ["provider_empty", "provider_empty", /answered with no 1m bars at all for SIM\d+/],
  no_results_key: ["provider_empty", "provider_empty", /answered with no 1m bars at all/],
  dead_symbol: ["provider_empty", "provider_empty", /answered with no 1m bars at all/],
} as const satisfies Partial<Record<FaultName, [string, ReasonCode, RegExp]>>;

/** One bar is kept apart with its reason; all others are stored. */
const QUARANTINED = {
  bad_ohlc: /^(high_below_body|low_above_body)$/,
  negative_volume: /^negative_volume$/,
  zero_price: /^non_positive_price$/,
  off_grid: /^off_grid$/,
} as const satisfies Partial<Record<FaultName, RegExp>>;

const SINGLE = [
  "delayed_status",
  "clock_skew",
  "forbidden_before_eod",
  "revised_bars",
  "silent_clip",
  "gap",
  "false_fresh",
  "split_during_run",
] as const satisfies FaultName[];

test("every fault of the simulator has a trap test, and only those", () => {
  const tested = [...HARMLESS, ...Object.keys(REFUSED), ...Object.keys(QUARANTINED), ...SINGLE];
  expect(tested.toSorted()).toEqual(NAMES.toSorted());
});

describe("answers that are good in spite of their looks", () => {
  test.concurrent.each(HARMLESS)("%s: every final bar is stored, each once", async (fault) => {
    expectTruth(await meet(fault));
  });

  test("delayed_status: what the plan holds back is not taken for answered", async () => {
    const met = await meet("delayed_status");
    const lastMs = met.stored.at(-1)?.t ?? 0;
    expect(lastMs).toBeLessThan(NOW_MS - 15 * 60_000);
    expect(met.stored).toEqual(met.truth.filter(({ t }) => t <= lastMs));
    expect([met.job.status, met.reason]).toEqual(["completed", "within_grace"]);
  });

  test("clock_skew: a bar that is final by our clock and still forming by the vendor's is not stored", async () => {
    const met = await meet("clock_skew");
    const vendorMs = NOW_MS - 10 * 60_000;
    expect(met.stored).toEqual(met.truth.filter(({ t }) => t + 60_000 <= vendorMs));
    expect([met.job.status, met.reason]).toEqual(["completed", "within_grace"]);
  });
});

describe("answers that are refused", () => {
  test.concurrent.each(Object.entries(REFUSED))(
    "%s: the job fails with its reason, and what it stored before stays",
    async (fault, [code, reason, words]) => {
      const met = await meet(fault as FaultName);
      // A page that was good before the bad one is kept: the circle closes on the second.
      expect(met.stored).toEqual(met.truth.slice(0, fault === "cursor_loop" ? 100 : 0));
      expect(met.job).toMatchObject({ status: "failed", errorCode: code });
      expect(met.job.error).toMatch(words);
      expect([met.reason, met.sentence]).toEqual([reason, REASON_SENTENCES[reason]]);
    },
  );
});

describe("bars that make no sense", () => {
  test.each(Object.entries(QUARANTINED))(
    "%s: the bar is quarantined with its reason, counted on the job, listed on the symbol page; the rest is stored",
    async (fault, reason) => {
      const met = await meet(fault as FaultName);
      const { quarantined } = await viewSymbol(viewDeps(), {
        symbol: symbolOf(fault as FaultName),
      });
      expect(met.job).toMatchObject({ status: "completed", rejected: 1 });
      expect(quarantined).toHaveLength(1);
      expect(quarantined[0]?.reason).toMatch(reason);
      const stored = new Set(met.stored.map(({ t }) => t));
      expect(met.truth.filter(({ t }) => !stored.has(t))).toHaveLength(1);
      expect(met.stored.every((bar) => met.truth.some((true_) => true_.t === bar.t))).toBe(true);
    },
  );
});

describe("what the vendor does with time", () => {
  test("revised_bars: preliminary figures are replaced by the true ones, and counted as changed", async () => {
    const first = await meet("revised_bars");
    expect(first.stored.slice(0, -15)).toEqual(first.truth.slice(0, -15));
    expect(first.stored).not.toEqual(first.truth);
    expectTruth(await meet("revised_bars"));
    const [job] = await lab.test.sql`
      select records_inserted, records_changed from symbol_computation_status
      where symbol = ${symbolOf("revised_bars")} and timeframe = '1m' order by id desc limit 1`;
    expect(job).toMatchObject({ records_inserted: 0, records_changed: 15 });
  });

  test("silent_clip: where the plan begins is written down, and the head is beyond the plan, not a gap", async () => {
    const met = await meet("silent_clip", "1d");
    const symbol = symbolOf("silent_clip");
    expect(met.stored).toEqual(met.truth.filter(({ t }) => t >= NOW_MS - 60 * 86_400_000));
    const page = await viewSymbol(viewDeps(), { symbol });
    expect(page.plan_earliest).toBe("2026-04-07T04:00:00.000Z");
    const query = { from: "2026-03-30", to: "2026-04-08", timeframe: "1d", limit: 1 } as const;
    const [row] = (await viewCoverage(viewDeps(), { ...query, order: "symbol", symbol })).rows;
    expect(new Set(row?.cells.slice(0, 8).map(([state]) => state))).toEqual(
      new Set(["beyond_plan", "closed"]),
    );
    expect((await findGaps(lab.deps)).filter((gap) => gap.symbol === symbol)).toEqual([]);
    expect([met.job.status, met.reason]).toEqual(["completed", "up_to_date"]);
  });

  test("gap: the session is missing, asked for once more a day later, and then believed to be empty", async () => {
    const met = await meet("gap", "1d");
    const symbol = symbolOf("gap");
    const tuesday = "2026-05-12";
    const missing = met.truth.filter(({ t }) => !met.stored.some((bar) => bar.t === t));
    expect(missing.map(({ t }) => new Date(t).toISOString().slice(0, 10))).toContain(tuesday);
    const askedFor: string[][] = [];
    for (const day of ["2026-06-06", "2026-06-07", "2026-06-08"]) {
      lab.setNow(`${day}T05:00:00Z`);
      const gap = (await findGaps(lab.deps)).find((one) => one.symbol === symbol);
      askedFor.push(gap?.days ?? []);
      if (gap) await reaskGaps(lab.deps, { ...gap, attempt: 1 });
    }
    lab.setNow(NOW_MS);
    expect(askedFor[0]).toContain(tuesday);
    expect(askedFor.map(({ length }) => length)).toEqual([missing.length, missing.length, 0]);
    const gaps = await lab.test
      .sql`select distinct status, asked_count from coverage_gaps where symbol = ${symbol}`;
    expect([...gaps]).toEqual([{ status: "confirmed_empty", asked_count: 2 }]);
  });

  test("false_fresh: an answer that is OK and old is told from one without bars", async () => {
    const met = await meet("false_fresh", "1d");
    expect(met.stored).toEqual(met.truth.slice(0, -2));
    expect(met.job).toMatchObject({ status: "completed", errorCode: null });
    expect([met.reason, met.sentence]).toEqual(["false_fresh", REASON_SENTENCES.false_fresh]);
  });

  test("split_during_run: raw bars stay, adjusted ones and features follow once the split is listed", async () => {
    const symbol = symbolOf("split_during_run");
    const met = await meet("split_during_run", "1d");
    const fall = met.stored.findIndex(({ t }) => t === Date.parse("2026-06-01T04:00:00Z"));
    expect(met.stored[fall]?.close).toBeCloseTo((met.truth[fall]?.close ?? 0) / 4, 1);
    const closes = async () => {
      const { bars } = await viewHistorical(viewDeps(), {
        ...{ symbol, timeframe: "1d", limit: 1000, adjusted: "true" },
      });
      return bars.map(({ close, suspect }) => ({ close, suspect }));
    };
    expect((await closes())[fall]).toMatchObject({ suspect: true });
    const features = () =>
      lab.test
        .sql`select sum(log_return) as sum from quant_features join series on id = series_id where symbol = ${symbol}`;
    const before = await features();
    await meet("split_during_run", "1d");
    expect(await syncSplits(lab.deps)).toContain(symbol);
    expect(await recomputeSymbol(lab.deps, { symbol, isLastAttempt: true })).toEqual({});
    const after = await closes();
    expect(after[fall - 1]?.close).toBe((met.stored[fall - 1]?.close ?? 0) / 4);
    expect(after[fall]).toEqual({ close: met.stored[fall]?.close, suspect: undefined });
    expect(await storedBars(symbol, "1d")).toEqual(met.stored);
    expect(await features()).not.toEqual(before);
  });

  // Last, since it ends the faults.
  test("forbidden_before_eod: too early is no failure, and the next run asks again and gets it all", async () => {
    const early = await meet("forbidden_before_eod");
    expect(early.job).toMatchObject({ status: "completed", errorCode: null });
    const [stream] = await lab.test.sql`
      select fetch_remaining <> '{}' as owed from base_streams where symbol = ${symbolOf("forbidden_before_eod")}`;
    expect(stream?.owed).toBe(true);
    lab.vendor.simulator.setFaults("");
    expectTruth(await meet("forbidden_before_eod"));
  });
});
