/** America/New_York's distance from UTC by the rules of US law since 1967; exact and far faster than Intl. */
import { DAY_MS, dayNumberOf, HOUR_MS, nthWeekday } from "./calendar-days";

const STANDARD_MS = -5 * HOUR_MS;
const SUMMER_MS = -4 * HOUR_MS;

type SummerTime = { fromMs: number; toMs: number };

const summerByYear = new Map<number, SummerTime>();

/** Local time minus UTC at an instant: -5 h, or -4 h in summer time. */
export function newYorkOffsetMs(atMs: number): number {
  const { fromMs, toMs } = summerTime(new Date(atMs).getUTCFullYear());
  return atMs >= fromMs && atMs < toMs ? SUMMER_MS : STANDARD_MS;
}

/** The instant at which a New York day reaches a minute after midnight (clocks change at 02:00, never at midnight). */
export function newYorkInstantMs(day: number, minuteOfDay: number): number {
  const wallMs = day * DAY_MS + minuteOfDay * 60_000;
  const guess = wallMs - STANDARD_MS;
  return wallMs - newYorkOffsetMs(guess - (minuteOfDay < 180 ? HOUR_MS : 0));
}

/** Clocks go forward at 02:00 standard time (07:00Z) and back at 02:00 summer time (06:00Z). */
function summerTime(year: number): SummerTime {
  const known = summerByYear.get(year);
  if (known) return known;
  const summer = {
    fromMs: firstSummerDay(year) * DAY_MS + 7 * HOUR_MS,
    toMs: lastSummerDay(year) * DAY_MS + 6 * HOUR_MS,
  };
  summerByYear.set(year, summer);
  return summer;
}

function firstSummerDay(year: number): number {
  if (year >= 2007) return nthWeekday(year, 3, 0, 2);
  if (year >= 1987) return nthWeekday(year, 4, 0, 1);
  if (year === 1974) return dayNumberOf(1974, 1, 6);
  if (year === 1975) return dayNumberOf(1975, 2, 23);
  return nthWeekday(year, 4, 0, -1);
}

function lastSummerDay(year: number): number {
  return year >= 2007 ? nthWeekday(year, 11, 0, 1) : nthWeekday(year, 10, 0, -1);
}
