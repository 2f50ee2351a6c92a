import { describe, expect, test } from "vitest";
import { type Market, marketClockText } from "./market-clock-text";

const market = (changes: Partial<Market>): Market => ({
  calendar: "XNYS",
  state: "closed",
  changes_at: "2026-11-23T14:30:00.000Z",
  next_open: "2026-11-23T14:30:00.000Z",
  next_close: "2026-11-23T21:00:00.000Z",
  note: null,
  ...changes,
});

describe("marketClockText", () => {
  test("closed over the weekend: names the day it opens and how long that is", () => {
    expect(marketClockText(market({}), Date.parse("2026-11-22T00:30:00Z"))).toEqual({
      state: "NYSE closed",
      next: "opens Mon 09:30 ET",
      left: "in 1 d 14 h",
    });
  });

  test("open: says when it closes, without a weekday", () => {
    const open = market({ state: "open" });
    expect(marketClockText(open, Date.parse("2026-11-23T18:55:00Z"))).toEqual({
      state: "NYSE open",
      next: "closes 16:00 ET",
      left: "in 2 h 5 m",
    });
  });

  test("the last minute counts as one, and the moment itself as now", () => {
    const open = market({ state: "open" });
    expect(marketClockText(open, Date.parse("2026-11-23T20:59:30Z")).left).toBe("in 1 m");
    expect(marketClockText(open, Date.parse("2026-11-23T21:00:00Z")).left).toBe("now");
  });
});
