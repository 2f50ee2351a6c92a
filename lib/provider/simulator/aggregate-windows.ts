/** The vendor's longer windows, made of base bars: minutes and hours on the UTC grid, weeks from Sunday midnight of the market. */
import type { Bar } from "@/lib/domain/bar";
import type { Calendar } from "@/lib/domain/calendar";
import { DAY_MS, weekdayOf } from "@/lib/domain/calendar-days";
import { type AggregatesQuestion, windowLengthMs } from "./aggregates-question";

export function isBaseQuestion({ timespan, multiplier }: AggregatesQuestion): boolean {
  return multiplier === 1 && (timespan === "minute" || timespan === "day");
}

export function aggregateWindows(
  bars: readonly Bar[],
  question: AggregatesQuestion,
  calendar: Calendar,
): Bar[] {
  const windows: Bar[] = [];
  let current: Bar | undefined;
  for (const bar of bars) {
    const t = windowStartMs(question, calendar, bar.t);
    if (current === undefined || current.t !== t) {
      current = { ...bar, t };
      windows.push(current);
      continue;
    }
    current.high = Math.max(current.high, bar.high);
    current.low = Math.min(current.low, bar.low);
    current.close = bar.close;
    current.volume += bar.volume;
  }
  return windows;
}

export function windowStartMs(
  question: AggregatesQuestion,
  calendar: Calendar,
  atMs: number,
): number {
  const lengthMs = windowLengthMs(question);
  if (lengthMs !== null) return Math.floor(atMs / lengthMs) * lengthMs;
  const day = Math.floor((atMs + calendar.offsetMsAt(atMs)) / DAY_MS);
  return calendar.midnightMs(question.timespan === "week" ? day - weekdayOf(day) : day);
}
