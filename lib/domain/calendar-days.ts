/** Whole-day arithmetic on "YYYY-MM-DD" trading days; a day number counts days since 1970-01-01. */

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Day number of a trading day; NaN when the text is not a real calendar day ("2026-02-30"). */
export function dayNumber(day: string): number {
  if (!DAY_PATTERN.test(day)) return Number.NaN;
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms)) return Number.NaN;
  return new Date(ms).toISOString().startsWith(day) ? ms / DAY_MS : Number.NaN;
}

export function dayText(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** 0 = Sunday … 6 = Saturday. 1970-01-01 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** Day number of a date given by year, month (1–12) and day of month. */
export function dayNumberOf(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
}

/** Day number of the n-th given weekday of a month (n from 1), or of the last one for n = -1. */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  if (n < 0) {
    const last = dayNumberOf(year, month + 1, 0);
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = dayNumberOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
}
