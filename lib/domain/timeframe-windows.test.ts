import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar } from "./calendar";
import { finalAtMs, isFinal, windowAt } from "./timeframe-windows";
import { TIMEFRAMES, type Timeframe } from "./vocabulary";

const xnys = createCalendar();
const crypto = calendarFor(xnys, "crypto");
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString().replace(":00.000Z", "Z");
const spanOf = (calendar: typeof xnys, timeframe: Timeframe, text: string) => {
  const { startMs, endMs } = windowAt(calendar, timeframe, at(text));
  return `${iso(startMs)} ${iso(endMs)}`;
};

describe("windowAt", () => {
  test.each([
    { timeframe: "5m", when: "2026-01-06T14:34:59Z", span: "2026-01-06T14:30Z 2026-01-06T14:35Z" },
    { timeframe: "4h", when: "2026-01-06T14:30:00Z", span: "2026-01-06T12:00Z 2026-01-06T16:00Z" },
    { timeframe: "4h", when: "2026-07-06T14:30:00Z", span: "2026-07-06T12:00Z 2026-07-06T16:00Z" },
    { timeframe: "1d", when: "2026-01-07T04:59:59Z", span: "2026-01-06T05:00Z 2026-01-07T05:00Z" },
    { timeframe: "1d", when: "2026-03-08T12:00:00Z", span: "2026-03-08T05:00Z 2026-03-09T04:00Z" },
    { timeframe: "1d", when: "2026-11-01T12:00:00Z", span: "2026-11-01T04:00Z 2026-11-02T05:00Z" },
    { timeframe: "1w", when: "2026-03-11T12:00:00Z", span: "2026-03-08T05:00Z 2026-03-15T04:00Z" },
    { timeframe: "1w", when: "2026-11-01T03:59:59Z", span: "2026-10-25T04:00Z 2026-11-01T04:00Z" },
  ] satisfies { timeframe: Timeframe; when: string; span: string }[])(
    "the $timeframe window of a stock at $when is $span",
    ({ timeframe, when, span }) => {
      expect(spanOf(xnys, timeframe, when)).toBe(span);
    },
  );

  test("crypto days and weeks are UTC, weeks from Sunday", () => {
    expect(spanOf(crypto, "1d", "2026-03-08T12:00:00Z")).toBe(
      "2026-03-08T00:00Z 2026-03-09T00:00Z",
    );
    expect(spanOf(crypto, "1w", "2026-03-14T23:59:59Z")).toBe(
      "2026-03-08T00:00Z 2026-03-15T00:00Z",
    );
  });

  test("windows contain their instant and tile time without gap or overlap, clock changes included", () => {
    const instant = fc.integer({
      min: at("1998-01-01T00:00:00Z"),
      max: at("2031-01-01T00:00:00Z"),
    });
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom(...TIMEFRAMES),
        fc.constantFrom(xnys, crypto),
        (ms, timeframe, calendar) => {
          const { startMs, endMs } = windowAt(calendar, timeframe, ms);
          expect(startMs <= ms && ms < endMs).toBe(true);
          expect(windowAt(calendar, timeframe, endMs).startMs).toBe(endMs);
          expect(windowAt(calendar, timeframe, startMs - 1).endMs).toBe(startMs);
        },
      ),
    );
  });
});

describe("finality", () => {
  test.each([
    { timeframe: "1h", start: "2026-07-06T14:00:00Z", final: "2026-07-06T15:00Z" },
    { timeframe: "1d", start: "2026-07-06T04:00:00Z", final: "2026-07-06T20:00Z" },
    { timeframe: "1d", start: "2026-11-27T05:00:00Z", final: "2026-11-27T18:00Z" },
    { timeframe: "1w", start: "2026-06-28T04:00:00Z", final: "2026-07-02T20:00Z" },
    { timeframe: "1d", start: "2026-07-04T04:00:00Z", final: "2026-07-05T04:00Z" },
  ] satisfies { timeframe: Timeframe; start: string; final: string }[])(
    "the stock $timeframe window of $start is final at $final",
    ({ timeframe, start, final }) => {
      expect(iso(finalAtMs(xnys, timeframe, at(start)))).toBe(final);
    },
  );

  test("a window is not final until the provider's delay is past as well", () => {
    const start = at("2026-07-06T14:00:00Z");
    const delayMs = 15 * 60_000;
    expect(isFinal(xnys, "1h", start, { nowMs: at("2026-07-06T15:14:59Z"), delayMs })).toBe(false);
    expect(isFinal(xnys, "1h", start, { nowMs: at("2026-07-06T15:15:00Z"), delayMs })).toBe(true);
  });
});
