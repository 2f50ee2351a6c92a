import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ASSET_CLASSES,
  CRITICALITIES,
  DATA_STATUSES,
  REASON_CODES,
  TIMEFRAMES,
} from "@/lib/domain/vocabulary";
import { formatSearch, parseSearch } from "./search-grammar";
import { AGES, NO_NARROWING } from "./staleness-filters";

const filtersOf = (text: string) => parseSearch(text).filters;

describe("the search of the staleness page", () => {
  test("every qualifier becomes the filter of its name", () => {
    const { filters, problems } = parseSearch(
      "status:stale tier:critical tf:1d,1h reason:rate_limited symbol:AA* behind:>2 is:behind class:etf",
    );
    expect(problems).toEqual([]);
    expect(filters).toEqual({
      status: ["stale"],
      criticality: ["critical"],
      timeframe: ["1d", "1h"],
      reason: ["rate_limited"],
      symbol: "AA",
      min_bars_behind: 3,
      data_status: ["behind"],
      asset_class: ["etf"],
    });
  });

  test.each([
    { text: "behind:>2", bars: 3 },
    { text: "behind:>=2", bars: 2 },
    { text: "behind:2", bars: 2 },
    { text: "lag:>0", bars: 1 },
  ])("$text asks for at least $bars bars behind", ({ text, bars }) => {
    expect(filtersOf(text).min_bars_behind).toBe(bars);
  });

  test("a bare word is the beginning of a symbol, however it is written", () => {
    expect(filtersOf("aap").symbol).toBe("AAP");
    expect(filtersOf("brk.b*").symbol).toBe("BRK.B");
  });

  test("a qualifier written twice adds to its list, without doubles", () => {
    expect(filtersOf("tf:1d tf:1h,1d").timeframe).toEqual(["1d", "1h"]);
  });

  test("case and the API's own names are understood", () => {
    expect(filtersOf("CRITICALITY:Critical data_status:not_due")).toMatchObject({
      criticality: ["critical"],
      data_status: ["not_due"],
    });
  });

  test.each([
    { text: "status:rotten", says: "fresh, aging, stale, missing" },
    { text: "colour:red", says: "is not a qualifier" },
    { text: "behind:many", says: "not a number of bars" },
    { text: "tier:", says: "is empty" },
    { text: "symbol:A$", says: "beginning of a symbol" },
    { text: "AAPL MSFT", says: "Only one symbol" },
  ])("$text is refused and told what is allowed", ({ text, says }) => {
    expect(parseSearch(text).problems[0]?.message).toContain(says);
  });

  test("one wrong word leaves the others standing", () => {
    const { filters, problems } = parseSearch("tf:1d status:rotten");
    expect(filters.timeframe).toEqual(["1d"]);
    expect(problems).toHaveLength(1);
  });

  test("no filter is no text", () => {
    expect(formatSearch(NO_NARROWING)).toBe("");
    expect(filtersOf("   ")).toEqual(NO_NARROWING);
  });

  test("any filters, written as text and read again, are the same filters", () => {
    const some = <T extends string>(values: readonly T[]) => fc.subarray([...values]);
    const filters = fc.record({
      status: some(AGES),
      data_status: some(DATA_STATUSES),
      criticality: some(CRITICALITIES),
      asset_class: some(ASSET_CLASSES),
      timeframe: some(TIMEFRAMES),
      reason: some(REASON_CODES),
      symbol: fc.stringMatching(/^[A-Z0-9.-]{0,12}$/),
      min_bars_behind: fc.option(fc.nat(100_000)),
    });
    fc.assert(
      fc.property(filters, (value) => {
        expect(parseSearch(formatSearch(value))).toEqual({ filters: value, problems: [] });
      }),
    );
  });
});
