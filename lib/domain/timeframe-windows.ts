/**
 * Which windows a timeframe has and when each is final. All instants ms UTC, ranges half-open.
 * Minutes to 4h sit on the UTC grid; days start at local midnight, weeks on Sunday (New York; UTC for crypto).
 */
import type { Calendar } from "./calendar";
import { DAY_MS, HOUR_MS, MINUTE_MS, weekdayOf } from "./calendar-days";
import type { Timeframe } from "./vocabulary";

export type Window = { startMs: number; endMs: number };

/** Length of the windows on the UTC grid; days and weeks vary with the clocks and are null. */
export const GRID_STEP_MS: Record<Timeframe, number | null> = {
  "1m": MINUTE_MS,
  "5m": 5 * MINUTE_MS,
  "15m": 15 * MINUTE_MS,
  "30m": 30 * MINUTE_MS,
  "1h": HOUR_MS,
  "4h": 4 * HOUR_MS,
  "1d": null,
  "1w": null,
};

/** The window that contains an instant. */
export function windowAt(calendar: Calendar, timeframe: Timeframe, atMs: number): Window {
  const stepMs = GRID_STEP_MS[timeframe];
  if (stepMs !== null) {
    const startMs = Math.floor(atMs / stepMs) * stepMs;
    return { startMs, endMs: startMs + stepMs };
  }
  const day = localDay(calendar, atMs);
  const first = timeframe === "1w" ? day - weekdayOf(day) : day;
  const days = timeframe === "1w" ? 7 : 1;
  return { startMs: calendar.midnightMs(first), endMs: calendar.midnightMs(first + days) };
}

/** Day number of an instant on the market's own calendar. */
export function localDay(calendar: Calendar, atMs: number): number {
  return Math.floor((atMs + calendar.offsetMsAt(atMs)) / DAY_MS);
}

/**
 * When trading can no longer change the window that starts at `startMs`: its end, or for days and weeks the last
 * regular close inside. The provider's delay comes on top.
 */
export function finalAtMs(calendar: Calendar, timeframe: Timeframe, startMs: number): number {
  const { endMs } = windowAt(calendar, timeframe, startMs);
  if (GRID_STEP_MS[timeframe] !== null) return endMs;
  const last = calendar.sessionAt(calendar.rankAt(endMs - 1) - 1);
  return last && last.startMs >= startMs ? last.closeMs : endMs;
}

/** Whether a window can be stored: final, and the provider's delay has passed too. */
export function isFinal(
  calendar: Calendar,
  timeframe: Timeframe,
  startMs: number,
  { nowMs, delayMs }: { nowMs: number; delayMs: number },
): boolean {
  return finalAtMs(calendar, timeframe, startMs) + delayMs <= nowMs;
}
