/** America/New_York's distance from UTC by the rules of US law since 1967; exact and far faster than Intl. */
import { DAY_MS, dayNumberOf, HOUR_MS, nthWeekday } from "./calendar-days";

const STANDARD_MS = -5 * HOUR_MS;
const SUMMER_MS = -4 * HOUR_MS;

/** One calendar year in UTC and the summer time inside it. */
type Year = { startMs: number; endMs: number; summerFromMs: number; summerToMs: number };

const years = new Map<number, Year>();
/** Questions come in order of time: nearly always the year of the question before. */
let latest: Year = { startMs: 0, endMs: 0, summerFromMs: 0, summerToMs: 0 };

/** Local time minus UTC at an instant: -5 h, or -4 h in summer time. */
export function newYorkOffsetMs(atMs: number): number {
  if (atMs < latest.startMs || atMs >= latest.endMs) latest = yearOf(atMs);
  return atMs >= latest.summerFromMs && atMs < latest.summerToMs ? SUMMER_MS : STANDARD_MS;
}

/** The instant at which a New York day reaches a minute after midnight (clocks change at 02:00, never at midnight). */
export function newYorkInstantMs(day: number, minuteOfDay: number): number {
  const wallMs = day * DAY_MS + minuteOfDay * 60_000;
  const guess = wallMs - STANDARD_MS;
  return wallMs - newYorkOffsetMs(guess - (minuteOfDay < 180 ? HOUR_MS : 0));
}

/** Clocks go forward at 02:00 standard time (07:00Z) and back at 02:00 summer time (06:00Z). */
function yearOf(atMs: number): Year {
  const number = new Date(atMs).getUTCFullYear();
  const known = years.get(number);
  if (known) return known;
  const year = {
    startMs: Date.UTC(number, 0, 1),
    endMs: Date.UTC(number + 1, 0, 1),
    summerFromMs: firstSummerDay(number) * DAY_MS + 7 * HOUR_MS,
    summerToMs: lastSummerDay(number) * DAY_MS + 6 * HOUR_MS,
  };
  years.set(number, year);
  return year;
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
