import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar } from "./calendar";
import { sessionOn } from "./calendar-sessions";
import {
  barsBehind,
  expectedThrough,
  expectedWindows,
  nextExpectedMs,
  windowsInSession,
} from "./expected-windows";
import { isFinal, windowAt } from "./timeframe-windows";
import { TIMEFRAMES, type Timeframe } from "./vocabulary";

const xnys = createCalendar();
const crypto = calendarFor(xnys, "crypto");
const at = (text: string) => Date.parse(text);
const iso = (ms: number | null) =>
  ms === null ? null : new Date(ms).toISOString().replace(":00.000Z", "Z");

describe("windows of a session", () => {
  test.each([
    { day: "2026-01-06", timeframe: "1m", extended: 960, regular: 390 },
    { day: "2026-11-27", timeframe: "1m", extended: 780, regular: 210 },
    { day: "2026-01-06", timeframe: "1h", extended: 16, regular: 7 },
    { day: "2026-01-06", timeframe: "4h", extended: 5, regular: 3 },
    { day: "2026-07-06", timeframe: "4h", extended: 4, regular: 2 },
    { day: "2026-07-06", timeframe: "1d", extended: 1, regular: 1 },
  ] as const)("$day has $extended windows of $timeframe, $regular in regular hours", (row) => {
    const session = sessionOn(xnys, row.day)!;
    expect(windowsInSession(session, row.timeframe)).toBe(row.extended);
    expect(windowsInSession(session, row.timeframe, { hours: "regular" })).toBe(row.regular);
  });

  test("the weeks around a year's end each have one window, however short", () => {
    const weeks = [
      ...expectedWindows(xnys, "1w", at("2026-12-13T00:00:00Z"), at("2027-01-10T00:00:00Z")),
    ];
    expect(weeks.map(iso)).toEqual([
      "2026-12-13T05:00Z",
      "2026-12-20T05:00Z",
      "2026-12-27T05:00Z",
      "2027-01-03T05:00Z",
    ]);
  });
});

describe("expectedThrough", () => {
  test.each([
    { timeframe: "1m", now: "2026-07-06T14:31:00Z", through: "2026-07-06T14:30Z" },
    { timeframe: "1m", now: "2026-07-06T14:30:59Z", through: "2026-07-06T14:29Z" },
    { timeframe: "1m", now: "2026-07-06T08:00:30Z", through: "2026-07-02T23:59Z" },
    { timeframe: "1h", now: "2026-07-04T12:00:00Z", through: "2026-07-02T23:00Z" },
    { timeframe: "4h", now: "2026-01-07T03:59:00Z", through: "2026-01-06T20:00Z" },
    { timeframe: "4h", now: "2026-01-07T04:00:00Z", through: "2026-01-07T00:00Z" },
    { timeframe: "1d", now: "2026-07-06T19:59:59Z", through: "2026-07-02T04:00Z" },
    { timeframe: "1d", now: "2026-07-06T20:00:00Z", through: "2026-07-06T04:00Z" },
    { timeframe: "1d", now: "2026-11-27T18:00:00Z", through: "2026-11-27T05:00Z" },
    { timeframe: "1w", now: "2026-07-02T20:00:00Z", through: "2026-06-28T04:00Z" },
    { timeframe: "1w", now: "2026-07-02T19:59:00Z", through: "2026-06-21T04:00Z" },
  ] satisfies { timeframe: Timeframe; now: string; through: string }[])(
    "of a stock's $timeframe at $now is $through",
    ({ timeframe, now, through }) => {
      expect(iso(expectedThrough(xnys, timeframe, { nowMs: at(now), delayMs: 0 }))).toBe(through);
    },
  );

  test("crypto is due through the weekend", () => {
    const nowMs = at("2026-07-04T12:00:30Z");
    expect(iso(expectedThrough(crypto, "1m", { nowMs, delayMs: 0 }))).toBe("2026-07-04T11:59Z");
    expect(iso(expectedThrough(crypto, "1d", { nowMs, delayMs: 0 }))).toBe("2026-07-03T00:00Z");
  });

  test("the provider's delay moves it back", () => {
    const nowMs = at("2026-07-06T14:31:00Z");
    expect(iso(expectedThrough(xnys, "1m", { nowMs, delayMs: 900_000 }))).toBe("2026-07-06T14:15Z");
  });

  test("before the calendar begins nothing is expected", () => {
    expect(expectedThrough(xnys, "1d", { nowMs: 0, delayMs: 0 })).toBeNull();
  });
});

describe("laws of counting", () => {
  const range = { min: at("2015-01-01T00:00:00Z"), max: at("2030-06-01T00:00:00Z") };
  const instant = fc.integer(range);
  const series = {
    timeframe: fc.constantFrom(...TIMEFRAMES),
    calendar: fc.constantFrom(xnys, crypto),
  };

  test("the expected window is final and stored-worthy, and the next one is not", () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 86_400_000 }),
        fc.record(series),
        (nowMs, delayMs, s) => {
          const through = expectedThrough(s.calendar, s.timeframe, { nowMs, delayMs })!;
          expect(windowAt(s.calendar, s.timeframe, through).startMs).toBe(through);
          expect(isFinal(s.calendar, s.timeframe, through, { nowMs, delayMs })).toBe(true);
          const next = nextExpectedMs(s.calendar, s.timeframe, through)!;
          expect(isFinal(s.calendar, s.timeframe, next, { nowMs, delayMs })).toBe(false);
        },
      ),
    );
  });

  test("barsBehind equals the length of the list of windows in between", () => {
    const span = fc.integer({ min: 0, max: 6 * 86_400_000 });
    fc.assert(
      fc.property(
        instant,
        span,
        fc.record(series),
        fc.constantFrom("regular", "extended"),
        (from, length, s, hours) => {
          const through = from + length;
          const listed = [
            ...expectedWindows(s.calendar, s.timeframe, from + 1, through + 1, { hours }),
          ];
          expect(barsBehind(s.calendar, s.timeframe, from, through, { hours })).toBe(listed.length);
          expect(barsBehind(s.calendar, s.timeframe, through, from, { hours })).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
