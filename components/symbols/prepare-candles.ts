/** Turns stored bars into what the candle chart draws: times shifted into the zone, windows without a bar as whitespace. Pure. */
import type { ResponseOf } from "@/lib/client/call";
import type { Calendar } from "@/lib/domain/calendar";
import { expectedWindows } from "@/lib/domain/expected-windows";
import type { Timeframe } from "@/lib/domain/vocabulary";

export type Bar = ResponseOf<"historical">["bars"][number];

export type CandlePoint = {
  /** Seconds that read as the zone's wall clock when taken for UTC; strictly ascending. */
  time: number;
  /** Null: a bar was expected here and is not stored. */
  bar: Bar | null;
};

/** Beyond this many windows without a bar a stretch is one hole, drawn with this many. */
const LONGEST_HOLE = 500;

/**
 * @param offsetMsAt the zone's distance from UTC; days and weeks are shown by the market's own date instead
 * @returns points oldest first; outside the regular session and before the first bar nothing is expected
 */
export function prepareCandles(
  bars: readonly Bar[],
  {
    calendar,
    timeframe,
    offsetMsAt,
  }: { calendar: Calendar; timeframe: Timeframe; offsetMsAt: (ms: number) => number },
): CandlePoint[] {
  const daily = timeframe === "1d" || timeframe === "1w";
  const shift = daily ? calendar.offsetMsAt : offsetMsAt;
  const points: CandlePoint[] = [];
  let lastTime = Number.NEGATIVE_INFINITY;
  const add = (ms: number, bar: Bar | null) => {
    // An hour that the clocks show twice must not go backwards on the axis.
    const time = Math.max((ms + shift(ms)) / 1_000, lastTime + 1);
    lastTime = time;
    points.push({ time, bar });
  };
  bars.forEach((bar, index) => {
    const ms = Date.parse(bar.t);
    const before = bars[index - 1];
    if (before) {
      for (const missing of holesBetween(Date.parse(before.t), ms, calendar, timeframe))
        add(missing, null);
    }
    add(ms, bar);
  });
  return points;
}

function holesBetween(
  afterMs: number,
  beforeMs: number,
  calendar: Calendar,
  timeframe: Timeframe,
): number[] {
  const holes: number[] = [];
  for (const ms of expectedWindows(calendar, timeframe, afterMs + 1, beforeMs, {
    hours: "regular",
  })) {
    holes.push(ms);
    if (holes.length === LONGEST_HOLE) break;
  }
  return holes;
}

export type CandleSummary = {
  first: Bar;
  last: Bar;
  high: number;
  low: number;
  missing: number;
  suspect: number;
};

/** Null without bars. */
export function summarizeCandles(points: readonly CandlePoint[]): CandleSummary | null {
  const bars = points.flatMap(({ bar }) => (bar ? [bar] : []));
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return null;
  return {
    first,
    last,
    high: bars.reduce((high, bar) => Math.max(high, bar.high), Number.NEGATIVE_INFINITY),
    low: bars.reduce((low, bar) => Math.min(low, bar.low), Number.POSITIVE_INFINITY),
    missing: points.length - bars.length,
    suspect: bars.filter(({ suspect }) => suspect).length,
  };
}
