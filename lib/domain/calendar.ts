/** When a market trades: an ordered list of sessions as a value to pass around. Pure; knows no clock. */
import type { CalendarOverride } from "./calendar-overrides";
import type { AssetClass } from "./vocabulary";

/** One trading day. All instants are ms UTC; every range is half-open. */
export type Session = {
  /** "YYYY-MM-DD" in the market's own zone. */
  day: string;
  /** Local midnight that starts the day: `t` of the daily bar. */
  startMs: number;
  /** Next local midnight; 23 or 25 hours later on the days the clocks change. */
  endMs: number;
  /** First and last instant of trading outside regular hours (04:00–20:00 ET, 17:00 on early closes). */
  extendedOpenMs: number;
  extendedCloseMs: number;
  /** Regular hours (09:30–16:00 ET, 13:00 on early closes). */
  openMs: number;
  closeMs: number;
  earlyClose: boolean;
};

export type Calendar = {
  readonly id: "XNYS" | "24x7";
  /** Local time minus UTC at an instant, in ms (negative in New York, 0 for crypto). */
  readonly offsetMsAt: (atMs: number) => number;
  /** Number of sessions whose `startMs` is at or before `atMs`; the newest of them is `sessionAt(rank - 1)`. */
  readonly rankAt: (atMs: number) => number;
  /** The session at a position, or null outside what the calendar covers. */
  readonly sessionAt: (index: number) => Session | null;
  /** Why a weekday has no session or an early close ("Thanksgiving"), null on ordinary days. */
  readonly reasonOn: (day: string) => string | null;
};

/** The New York Stock Exchange's calendar with overrides applied. Overrides must have passed `splitCalendarOverrides`. */
export function createCalendar(_overrides: readonly CalendarOverride[] = []): Calendar {
  throw new Error("unbuilt");
}

/** The calendar an asset class trades on: the exchange's for stocks and ETFs, round the clock in UTC days for crypto. */
export function calendarFor(_exchange: Calendar, _assetClass: AssetClass): Calendar {
  throw new Error("unbuilt");
}
