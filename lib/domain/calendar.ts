/** When a market trades: an ordered list of sessions as a value to pass around. Pure; knows no clock. */
import { DAY_MS, dayNumber, dayNumberOf, dayText } from "./calendar-days";
import { type SpecialDay, specialDaysOf } from "./calendar-holidays";
import { newYorkInstantMs, newYorkOffsetMs } from "./calendar-new-york";
import {
  type CalendarOverride,
  FIRST_YEAR,
  isWeekend,
  LAST_YEAR,
  specialDayOf,
} from "./calendar-overrides";
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
  /** Instant of a local midnight, by day number (days since 1970-01-01). */
  readonly midnightMs: (day: number) => number;
  /** Number of sessions whose `startMs` is at or before `atMs`; the newest of them is `sessionAt(rank - 1)`. */
  readonly rankAt: (atMs: number) => number;
  /** The session at a position, or null outside what the calendar covers. */
  readonly sessionAt: (index: number) => Session | null;
  /** Why a day has no session or an early close ("Thanksgiving"); null on ordinary days and plain weekends. */
  readonly reasonOn: (day: string) => string | null;
  /** What was announced after the rules and is applied over them. */
  readonly overrides: readonly CalendarOverride[];
};

const PRE_MARKET_MINUTE = 4 * 60;
const OPEN_MINUTE = 9 * 60 + 30;
const CLOSE_MINUTE = 16 * 60;
const POST_MARKET_MINUTE = 20 * 60;
const EARLY_POST_MARKET_MINUTE = 17 * 60;

/** The New York Stock Exchange's calendar. Check the overrides with `gradeCalendarOverrides` first: they are applied as they are. */
export function createCalendar(overrides: readonly CalendarOverride[] = []): Calendar {
  const special = specialDays(overrides);
  const openDays = new Set(
    overrides.filter(({ kind }) => kind === "open").map(({ date }) => dayNumber(date)),
  );
  const sessions: Session[] = [];
  const lastDay = dayNumberOf(LAST_YEAR, 12, 31);
  for (let day = dayNumberOf(FIRST_YEAR, 1, 1); day <= lastDay; day += 1) {
    const closeMinute = special.get(day)?.closeMinute;
    const trades = openDays.has(day) || (closeMinute !== null && !isWeekend(day));
    if (trades) sessions.push(newYorkSession(day, closeMinute ?? CLOSE_MINUTE));
  }
  const starts = Float64Array.from(sessions, ({ startMs }) => startMs);
  return {
    id: "XNYS",
    offsetMsAt: newYorkOffsetMs,
    midnightMs: (day) => newYorkInstantMs(day, 0),
    rankAt: (atMs) => rankIn(starts, atMs),
    sessionAt: (index) => sessions[index] ?? null,
    reasonOn: (day) => special.get(dayNumber(day))?.reason ?? null,
    overrides,
  };
}

/** Trading round the clock in UTC days; position = days since 1970-01-01. */
const ROUND_THE_CLOCK: Calendar = {
  id: "24x7",
  offsetMsAt: () => 0,
  midnightMs: (day) => day * DAY_MS,
  rankAt: (atMs) => Math.max(0, Math.floor(atMs / DAY_MS) + 1),
  sessionAt: (index) => (index < 0 ? null : utcDaySession(index)),
  reasonOn: () => null,
  overrides: [],
};

/** The calendar an asset class trades on: the exchange's for stocks and ETFs, round the clock for crypto. */
export function calendarFor(exchange: Calendar, assetClass: AssetClass): Calendar {
  return assetClass === "crypto" ? ROUND_THE_CLOCK : exchange;
}

function specialDays(overrides: readonly CalendarOverride[]): Map<number, SpecialDay> {
  const special = new Map<number, SpecialDay>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    for (const [day, what] of specialDaysOf(year)) special.set(day, what);
  }
  for (const override of overrides) {
    const day = dayNumber(override.date);
    const what = specialDayOf(override);
    if (what) special.set(day, what);
    else special.delete(day);
  }
  return special;
}

function newYorkSession(day: number, closeMinute: number): Session {
  const earlyClose = closeMinute < CLOSE_MINUTE;
  return {
    day: dayText(day),
    startMs: newYorkInstantMs(day, 0),
    endMs: newYorkInstantMs(day + 1, 0),
    extendedOpenMs: newYorkInstantMs(day, PRE_MARKET_MINUTE),
    openMs: newYorkInstantMs(day, OPEN_MINUTE),
    closeMs: newYorkInstantMs(day, closeMinute),
    extendedCloseMs: newYorkInstantMs(
      day,
      earlyClose ? EARLY_POST_MARKET_MINUTE : POST_MARKET_MINUTE,
    ),
    earlyClose,
  };
}

function utcDaySession(index: number): Session {
  const startMs = index * DAY_MS;
  const endMs = startMs + DAY_MS;
  return {
    day: dayText(index),
    startMs,
    endMs,
    extendedOpenMs: startMs,
    openMs: startMs,
    closeMs: endMs,
    extendedCloseMs: endMs,
    earlyClose: false,
  };
}

/** Number of values at or below `atMs` in an ascending list. */
function rankIn(ascending: Float64Array, atMs: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
