/** The trap table: one habit of the vendor a test, each planted by name in the simulator and met over loopback by the real client. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Bar } from "@/lib/domain/bar";
import type { ProviderFailure } from "@/lib/provider/provider";
import type { FaultName } from "@/lib/provider/simulator/fault-catalogue";
import {
  collectBars,
  collectPages,
  collectUntilFailure,
  NOW_MS,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";

/** One regular session's first five hours: 300 minutes, all of them traded. */
const SESSION = { from: "2026-06-03T13:30:00Z", to: "2026-06-03T18:30:00Z" };
const DAYS = { from: "2026-05-01T04:00:00Z", to: "2026-06-05T04:00:00Z", timeframe: "1d" } as const;

let vendor: SimulatedVendor;
let truth: Bar[];

beforeAll(async () => {
  vendor = await simulateVendor({}, { timeoutMs: 400, maxPages: 20 });
  truth = await collectBars(vendor.provider.fetchBars(vendor.ask(SESSION)));
});
beforeEach(() => {
  vendor.simulator.setFaults("");
  vendor.simulator.setNow(null);
  vendor.requests.length = 0;
});
afterAll(() => vendor.simulator.close());

const fetchSession = () => vendor.provider.fetchBars(vendor.ask(SESSION));

describe("answers that are good in spite of their looks", () => {
  test("a page is 300 bars of a 300-minute range when nothing is wrong", () => {
    expect(truth).toHaveLength(300);
    expect(truth[0]?.t).toBe(Date.parse(SESSION.from));
    expect(truth.at(-1)?.t).toBe(Date.parse(SESSION.to) - 60_000);
  });

  test("volumes are fractional and kept to the last digit", () => {
    expect(truth.some(({ volume }) => !Number.isInteger(volume))).toBe(true);
  });

  test.each<FaultName>([
    "empty_page_with_cursor",
    "duplicate_bar_across_pages",
    "small_pages",
    "slow",
  ])("%s: the same bars arrive, each once", async (fault) => {
    const patient = await simulateVendor({ faults: fault });
    const pages = await collectPages(patient.provider.fetchBars(patient.ask(SESSION)));
    await patient.simulator.close();

    expect(pages.flatMap(({ bars }) => bars)).toEqual(truth);
    expect(pages.map(({ isLast }) => isLast)).toEqual(
      pages.map((_, index) => index === pages.length - 1),
    );
  });

  test("duplicate_bar_across_pages: the repeated bars are counted", async () => {
    vendor.simulator.setFaults("duplicate_bar_across_pages");

    const pages = await collectPages(fetchSession());

    expect(pages.map(({ duplicates }) => duplicates)).toEqual([0, 1, 1, 1]);
  });

  test.each<FaultName>(["results_null", "no_results_key", "dead_symbol"])(
    "%s: one last page without bars, and no error",
    async (fault) => {
      vendor.simulator.setFaults(fault);

      const pages = await collectPages(fetchSession());

      expect(pages).toMatchObject([{ bars: [], isLast: true }]);
    },
  );

  test("delayed_status: DELAYED is as good as OK, and told on", async () => {
    vendor.simulator.setFaults("delayed_status");
    const today = vendor.ask({ from: "2026-06-05T17:00:00Z", to: "2026-06-05T19:00:00Z" });

    const [page] = await collectPages(vendor.provider.fetchBars(today));

    expect(page?.delayed).toBe(true);
    expect(page?.bars.at(-1)?.t).toBe(Date.parse("2026-06-05T17:45:00Z"));
  });

  test("a weekend-only range is one page without bars", async () => {
    const weekend = vendor.ask({ from: "2026-05-30T04:00:00Z", to: "2026-06-01T04:00:00Z" });

    expect(await collectPages(vendor.provider.fetchBars(weekend))).toMatchObject([
      { bars: [], isLast: true },
    ]);
  });

  test("an unknown symbol is 200 and empty, and unknown when it is looked up", async () => {
    const unknown = vendor.ask({ ...SESSION, symbol: "NOPE" });

    expect(await collectBars(vendor.provider.fetchBars(unknown))).toEqual([]);
    expect(
      await vendor.provider.checkSymbol?.({
        symbol: "NOPE",
        assetClass: "stock",
        purpose: "check",
      }),
    ).toEqual({
      known: false,
      name: null,
    });
    expect(
      await vendor.provider.checkSymbol?.({
        symbol: "BTC",
        assetClass: "crypto",
        purpose: "check",
      }),
    ).toMatchObject({
      known: true,
    });
  });

  test("dead_symbol: the symbol is unknown when it is looked up", async () => {
    vendor.simulator.setFaults("dead_symbol:AAPL");

    const check = await vendor.provider.checkSymbol?.({
      symbol: "AAPL",
      assetClass: "stock",
      purpose: "check",
    });

    expect(check?.known).toBe(false);
  });
});

const REFUSED: { fault: FaultName; failure: ProviderFailure; says: RegExp; before?: number }[] = [
  {
    fault: "rate_limit_storm",
    failure: { kind: "rate_limited", retryAfterMs: null },
    says: /429: You've exceeded/,
  },
  {
    fault: "empty_429",
    failure: { kind: "rate_limited", retryAfterMs: null },
    says: /AAPL 1m: the vendor answered 429: HTTP 429/,
  },
  {
    fault: "http_500",
    failure: unavailable("http_status", 500),
    says: /500: Internal server error/,
  },
  { fault: "html_502", failure: unavailable("http_status", 502), says: /answered 502: HTTP 502$/ },
  { fault: "html_200", failure: unavailable("not_json", 200), says: /200 with an HTML page/ },
  {
    fault: "cut_body",
    failure: unavailable("cut_body", 200),
    says: /the body stops after \d+ characters/,
  },
  { fault: "reset", failure: unavailable("network", null), says: /the connection failed: / },
  { fault: "hang", failure: unavailable("timeout", null), says: /no answer within 0.4 s/ },
  { fault: "unknown_key", failure: { kind: "auth" }, says: /401: Unknown API Key/ },
  {
    fault: "forbidden_plan",
    failure: { kind: "entitlement", scope: "endpoint" },
    says: /not entitled/,
  },
  {
    fault: "forbidden_timeframe",
    failure: { kind: "entitlement", scope: "timeframe" },
    says: /data timeframe/,
  },
  { fault: "redirect", failure: { kind: "bad_request" }, says: /answered 302/ },
  {
    fault: "cursor_loop",
    failure: malformed("next_url", 2),
    says: /repeats a cursor/,
    before: 100,
  },
  { fault: "endless_cursor", failure: malformed("next_url", 20), says: /goes on after 20 pages/ },
  {
    fault: "foreign_next_url",
    failure: malformed("next_url"),
    says: /another host, data.example.net/,
  },
  {
    fault: "other_ticker_rows",
    failure: malformed("ticker"),
    says: /"ticker" is OTHER where AAPL was asked for/,
  },
  { fault: "adjusted_rows", failure: malformed("adjusted"), says: /split-adjusted where raw ones/ },
  {
    fault: "nan_price",
    failure: malformed("c", 1, 150),
    says: /page 1, bar 150: "c" is null where a finite number/,
  },
  {
    fault: "text_price",
    failure: malformed("o", 1, 150),
    says: /bar 150: "o" is "[\d.]+" where a finite number/,
  },
  { fault: "missing_field", failure: malformed("v", 1, 150), says: /bar 150: "v" is absent/ },
  {
    fault: "unsorted",
    failure: malformed("t", 1, 150),
    says: /bar 150: "t" goes back to 2026-06-03T15:59/,
  },
];

describe("answers that are refused", () => {
  test.each(REFUSED)(
    "$fault is $failure.kind, says why, and gives no bar of the page",
    async ({ fault, failure, says, before }) => {
      vendor.simulator.setFaults(fault);

      const { bars, error } = await collectUntilFailure(fetchSession());

      expect(error.failure).toEqual(failure);
      expect(error.message).toMatch(says);
      expect(error.message).toContain("AAPL 1m");
      expect(bars).toEqual(truth.slice(0, before ?? 0));
      expect(vendor.requests.at(-1)).toMatchObject({ failure: failure.kind, error: error.message });
    },
  );

  test("retry_after: the vendor's wait is passed on in milliseconds", async () => {
    const own = await simulateVendor({ faults: "retry_after" });
    const { error } = await collectUntilFailure(own.provider.fetchBars(own.ask(SESSION)));
    const budget = own.provider.budget?.();
    await own.simulator.close();

    expect(error.failure).toEqual({ kind: "rate_limited", retryAfterMs: 2_000 });
    expect(own.requests[0]).toMatchObject({ status: 429, retryAfterMs: 2_000 });
    expect(budget?.waitMs).toBeGreaterThan(0);
  });

  test("forbidden_before_eod: a range that touches today is not yet available, yesterday's is", async () => {
    vendor.simulator.setFaults("forbidden_before_eod");
    const today = vendor.ask({ from: "2026-06-05T13:30:00Z", to: "2026-06-05T18:00:00Z" });

    const { error } = await collectUntilFailure(vendor.provider.fetchBars(today));

    expect(error.failure).toEqual({ kind: "not_yet_available" });
    expect(await collectBars(fetchSession())).toEqual(truth);
  });

  test("a range in the future is refused as outside the plan's timeframe", async () => {
    const future = vendor.ask({ from: "2026-06-08T13:30:00Z", to: "2026-06-08T14:30:00Z" });

    const { error } = await collectUntilFailure(vendor.provider.fetchBars(future));

    expect(error.failure).toEqual({ kind: "entitlement", scope: "timeframe" });
  });

  test("a vendor that is down is unavailable, with the reason", async () => {
    const gone = await simulateVendor();
    await gone.simulator.close();

    const { error } = await collectUntilFailure(gone.provider.fetchBars(gone.ask(SESSION)));

    expect(error.failure).toMatchObject({ kind: "unavailable", reason: "network" });
    expect(error.message).toMatch(/ECONNREFUSED|connection failed/);
  });
});

describe("bars that are passed on for the validation to judge", () => {
  test.each<[FaultName, (bar: Bar) => boolean]>([
    ["bad_ohlc", (bar) => bar.high < bar.low],
    ["negative_volume", (bar) => bar.volume < 0],
    ["zero_price", (bar) => bar.open === 0],
    ["off_grid", (bar) => bar.t % 60_000 === 7_000],
  ])(
    "%s: the one wrong bar arrives as it was given, the others untouched",
    async (fault, isWrong) => {
      vendor.simulator.setFaults(fault);

      const bars = await collectBars(fetchSession());

      expect(bars.filter(isWrong)).toHaveLength(1);
      expect(bars.filter((_, index) => index !== 150)).toEqual(
        truth.filter((_, index) => index !== 150),
      );
    },
  );
});

describe("what the vendor does with time", () => {
  test("silent_clip: the earliest bar given is told on, so that the head is no gap", async () => {
    vendor.simulator.setFaults("silent_clip");
    const year = vendor.ask({ ...DAYS, from: "2025-06-02T04:00:00Z" });

    const [page] = await collectPages(vendor.provider.fetchBars(year));

    expect(page?.clippedHeadMs).toBe(Date.parse("2026-04-07T04:00:00Z"));
    expect(page?.bars[0]?.t).toBe(page?.clippedHeadMs);
  });

  test("a range that begins on a weekend or a holiday is not taken for a clipped one", async () => {
    const christmas = vendor.ask({
      ...DAYS,
      from: "2025-12-25T05:00:00Z",
      to: "2026-01-10T05:00:00Z",
    });

    const [page] = await collectPages(vendor.provider.fetchBars(christmas));

    expect(page?.clippedHeadMs).toBeNull();
    expect(page?.bars[0]?.t).toBe(Date.parse("2025-12-26T05:00:00Z"));
  });

  test("the minute still forming is given, smaller than it will be", async () => {
    const today = vendor.ask({ from: "2026-06-05T17:59:00Z", to: "2026-06-05T18:10:00Z" });

    const bars = await collectBars(vendor.provider.fetchBars(today));
    vendor.simulator.setNow(NOW_MS + 120_000);
    const later = await collectBars(vendor.provider.fetchBars(today));

    expect(bars.map(({ t }) => new Date(t).toISOString().slice(11, 16))).toEqual([
      "17:59",
      "18:00",
    ]);
    expect(later[0]).toEqual(bars[0]);
    expect(later[1]?.volume).toBeGreaterThan(bars[1]?.volume ?? 0);
  });

  test("provisional_last_bar: a bar still open is given even on a night without trading", async () => {
    const nightMs = Date.parse("2026-06-06T03:00:30Z");
    vendor.simulator.setNow(nightMs);
    vendor.simulator.setFaults("provisional_last_bar");
    const night = vendor.ask({ from: "2026-06-05T13:30:00Z", to: "2026-06-06T04:00:00Z" });

    const bars = await collectBars(vendor.provider.fetchBars(night));

    expect(bars.at(-1)?.t).toBe(Date.parse("2026-06-06T03:00:00Z"));
  });

  test("revised_bars: the newest 15 change once, the others never", async () => {
    vendor.simulator.setFaults("revised_bars");

    const first = await collectBars(fetchSession());
    const second = await collectBars(fetchSession());

    expect(first.slice(0, 285)).toEqual(truth.slice(0, 285));
    expect(
      first.slice(285).every((bar, index) => bar.volume < (truth[285 + index]?.volume ?? 0)),
    ).toBe(true);
    expect(second).toEqual(truth);
  });

  test("clock_skew: the page tells the vendor's clock, by which its newest bar is still forming", async () => {
    vendor.simulator.setFaults("clock_skew");
    const today = vendor.ask({ from: "2026-06-05T17:00:00Z", to: "2026-06-05T18:00:00Z" });

    const [page] = await collectPages(vendor.provider.fetchBars(today));
    const newest = page?.bars.at(-1)?.t ?? 0;

    expect(page?.vendorNowMs).toBe(Math.floor((NOW_MS - 600_000) / 1000) * 1000);
    expect(newest + 60_000).toBeLessThan(NOW_MS);
    expect(newest + 60_000).toBeGreaterThan(page?.vendorNowMs ?? 0);
  });

  test("false_fresh: the answer is OK and its newest bar three sessions old", async () => {
    vendor.simulator.setFaults("false_fresh");

    const bars = await collectBars(
      vendor.provider.fetchBars(vendor.ask({ ...DAYS, to: "2026-06-06T04:00:00Z" })),
    );

    expect(bars.at(-1)?.t).toBe(Date.parse("2026-06-02T04:00:00Z"));
  });

  test("gap: one session a month is missing from minutes and days", async () => {
    vendor.simulator.setFaults("gap");
    const gapDayMs = Date.parse("2026-05-12T04:00:00Z");

    const days = await collectBars(vendor.provider.fetchBars(vendor.ask(DAYS)));
    const minutes = await collectBars(
      vendor.provider.fetchBars(
        vendor.ask({ from: "2026-05-12T04:00:00Z", to: "2026-05-13T04:00:00Z" }),
      ),
    );

    expect(days.map(({ t }) => t)).not.toContain(gapDayMs);
    expect(days).toHaveLength(23);
    expect(minutes).toEqual([]);
  });

  test("split_during_run: prices fall to a quarter at once, the split is listed after two answers", async () => {
    const quiet = await collectBars(vendor.provider.fetchBars(vendor.ask(DAYS)));
    vendor.simulator.setFaults("split_during_run:AAPL");
    const splits = () =>
      vendor.provider.fetchSplits?.({ symbol: "AAPL", sinceDay: "2026-06-01", purpose: "manual" });

    const bars = await collectBars(vendor.provider.fetchBars(vendor.ask(DAYS)));
    const early = await splits();
    await collectBars(fetchSession());
    const late = await splits();

    const at = (list: Bar[], t: string) => list.find((bar) => bar.t === Date.parse(t))?.close ?? 0;
    expect(at(bars, "2026-05-29T04:00:00Z")).toBe(at(quiet, "2026-05-29T04:00:00Z"));
    expect(at(bars, "2026-06-01T04:00:00Z")).toBeCloseTo(at(quiet, "2026-06-01T04:00:00Z") / 4, 1);
    expect(early).toEqual([]);
    expect(late).toEqual([{ symbol: "AAPL", day: "2026-06-01", splitFrom: 1, splitTo: 4 }]);
  });

  test("daily bars are regular hours with all hours' volume, so no sum of minutes is one", async () => {
    const day = { from: "2026-06-03T04:00:00Z", to: "2026-06-04T04:00:00Z" };
    const [daily] = await collectBars(
      vendor.provider.fetchBars(vendor.ask({ ...day, timeframe: "1d" })),
    );
    const minutes = await collectBars(vendor.provider.fetchBars(vendor.ask(day)));
    const regular = minutes.filter(
      ({ t }) => t >= Date.parse("2026-06-03T13:30:00Z") && t < Date.parse("2026-06-03T20:00:00Z"),
    );
    const volume = (bars: Bar[]) => bars.reduce((sum, bar) => sum + bar.volume, 0);

    expect(daily).toMatchObject({
      open: regular[0]?.open,
      high: Math.max(...regular.map(({ high }) => high)),
      low: Math.min(...regular.map(({ low }) => low)),
      close: regular.at(-1)?.close,
    });
    expect(daily?.volume).toBeCloseTo(volume(minutes), 3);
    expect(volume(regular)).toBeLessThan(daily?.volume ?? 0);
  });

  test.each([
    { what: "in winter", day: "2026-03-06", open: "14:30", lastMinute: "20:59" },
    {
      what: "in summer, which began the day before",
      day: "2026-03-09",
      open: "13:30",
      lastMinute: "19:59",
    },
    { what: "on a half day", day: "2025-11-28", open: "14:30", lastMinute: "17:59" },
  ])("regular hours begin and end where New York's do $what", async ({ day, open, lastMinute }) => {
    const range = { from: `${day}T04:00:00Z`, to: `${day}T23:59:59Z` };
    const minutes = await collectBars(vendor.provider.fetchBars(vendor.ask(range)));
    const [daily] = await collectBars(
      vendor.provider.fetchBars(vendor.ask({ ...range, timeframe: "1d" })),
    );
    const at = (time: string) => minutes.find(({ t }) => t === Date.parse(`${day}T${time}:00Z`));

    expect(at(open)?.open).toBe(daily?.open);
    expect(at(lastMinute)?.close).toBe(daily?.close);
    expect(minutes.length).toBeGreaterThan(200);
  });
});

function unavailable(
  reason: "http_status" | "network" | "timeout" | "not_json" | "cut_body",
  status: number | null,
): ProviderFailure {
  return { kind: "unavailable", reason, status, retryAfterMs: null };
}

function malformed(field: string, page = 1, bar: number | null = null): ProviderFailure {
  return { kind: "malformed", page, field, bar };
}
