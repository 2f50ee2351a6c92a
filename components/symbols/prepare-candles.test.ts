import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar } from "@/lib/domain/calendar";
import { newYorkOffsetMs } from "@/lib/domain/calendar-new-york";
import { type Bar, prepareCandles, summarizeCandles } from "./prepare-candles";

const exchange = createCalendar();
const bar = (t: string): Bar => ({ t, open: 10, high: 12, low: 9, close: 11, volume: 100 });
const hours = (bars: readonly string[]) =>
  prepareCandles(bars.map(bar), {
    calendar: exchange,
    timeframe: "1h",
    offsetMsAt: newYorkOffsetMs,
  });
const shown = (time: number) => new Date(time * 1_000).toISOString().slice(0, 16);

describe("what the candle chart draws", () => {
  test("times read as the wall clock of the zone", () => {
    const [point] = hours(["2026-11-20T15:00:00.000Z"]);
    expect(shown(point!.time)).toBe("2026-11-20T10:00");
  });

  test("an expected window without a bar is whitespace in its place", () => {
    const points = hours(["2026-11-20T15:00:00.000Z", "2026-11-20T18:00:00.000Z"]);
    expect(points.map(({ time, bar }) => [shown(time).slice(11), bar !== null])).toEqual([
      ["10:00", true],
      ["11:00", false],
      ["12:00", false],
      ["13:00", true],
    ]);
  });

  test("the night between two sessions is folded away, not a hole", () => {
    const points = hours(["2026-11-19T20:00:00.000Z", "2026-11-20T14:00:00.000Z"]);
    expect(points).toHaveLength(2);
  });

  test("a daily bar stands on its trading day, whatever zone is shown", () => {
    const points = prepareCandles([bar("2026-11-20T05:00:00.000Z")], {
      calendar: exchange,
      timeframe: "1d",
      offsetMsAt: () => 0,
    });
    expect(shown(points[0]!.time)).toBe("2026-11-20T00:00");
  });

  test("a missing trading day is a hole; a weekend and a holiday are not", () => {
    const days = ["2026-11-24", "2026-11-27", "2026-12-01"].map((day) =>
      bar(`${day}T05:00:00.000Z`),
    );
    const points = prepareCandles(days, {
      calendar: exchange,
      timeframe: "1d",
      offsetMsAt: () => 0,
    });
    const holes = points.filter((point) => point.bar === null).map(({ time }) => shown(time));
    expect(holes.map((text) => text.slice(0, 10))).toEqual(["2026-11-25", "2026-11-30"]);
  });

  test("the hour that the clocks show twice never goes backwards", () => {
    const points = prepareCandles(
      ["2026-11-01T05:00:00.000Z", "2026-11-01T05:30:00.000Z", "2026-11-01T06:00:00.000Z"].map(bar),
      {
        calendar: calendarFor(exchange, "crypto"),
        timeframe: "30m",
        offsetMsAt: newYorkOffsetMs,
      },
    );
    const times = points.map(({ time }) => time);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  test("the summary counts bars that are missing and says nothing without bars", () => {
    const points = hours(["2026-11-20T15:00:00.000Z", "2026-11-20T18:00:00.000Z"]);
    expect(summarizeCandles(points)).toMatchObject({ high: 12, low: 9, missing: 2 });
    expect(summarizeCandles([])).toBeNull();
  });
});
