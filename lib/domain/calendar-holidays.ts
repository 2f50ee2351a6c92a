/** The exchange's holidays and early closes of a year: rules, and a table of what no rule foretold. */
import { dayNumber, dayNumberOf, nthWeekday, weekdayOf } from "./calendar-days";

/** `closeMinute`: minutes after midnight in New York; null on a day without a session. */
export type SpecialDay = { closeMinute: number | null; reason: string };

export const EARLY_CLOSE_MINUTE = 13 * 60;

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;

/**
 * Closures and early closes outside the rules.
 * @see exchange_calendars XNYS, cross-checked with traded days; NYSE announcements
 */
const ONE_OFF: readonly [day: string, closeMinute: number | null, reason: string][] = [
  ["1999-12-31", EARLY_CLOSE_MINUTE, "Year end"],
  ["2001-09-11", null, "September 11 attacks"],
  ["2001-09-12", null, "September 11 attacks"],
  ["2001-09-13", null, "September 11 attacks"],
  ["2001-09-14", null, "September 11 attacks"],
  ["2003-12-26", EARLY_CLOSE_MINUTE, "Day after Christmas"],
  ["2004-06-11", null, "Mourning: President Reagan"],
  ["2007-01-02", null, "Mourning: President Ford"],
  ["2012-10-29", null, "Hurricane Sandy"],
  ["2012-10-30", null, "Hurricane Sandy"],
  ["2018-12-05", null, "Mourning: President G. H. W. Bush"],
  ["2025-01-09", null, "Mourning: President Carter"],
];

/** Special days of a year by day number. An early close never replaces a closure. */
export function specialDaysOf(year: number): Map<number, SpecialDay> {
  const days = new Map<number, SpecialDay>();
  for (const [day, reason] of earlyCloses(year)) {
    days.set(day, { closeMinute: EARLY_CLOSE_MINUTE, reason });
  }
  for (const [day, reason] of holidays(year)) days.set(day, { closeMinute: null, reason });
  for (const [day, closeMinute, reason] of ONE_OFF) {
    if (day.startsWith(`${year}-`)) days.set(dayNumber(day), { closeMinute, reason });
  }
  return days;
}

function holidays(year: number): [day: number, reason: string][] {
  const list: [number, string][] = [
    [nthWeekday(year, 1, MONDAY, 3), "Martin Luther King Jr. Day"],
    [nthWeekday(year, 2, MONDAY, 3), "Washington's Birthday"],
    [easterSunday(year) - 2, "Good Friday"],
    [nthWeekday(year, 5, MONDAY, -1), "Memorial Day"],
    [observed(dayNumberOf(year, 7, 4)), "Independence Day"],
    [nthWeekday(year, 9, MONDAY, 1), "Labor Day"],
    [nthWeekday(year, 11, THURSDAY, 4), "Thanksgiving"],
    [observed(dayNumberOf(year, 12, 25)), "Christmas"],
  ];
  const newYear = dayNumberOf(year, 1, 1);
  // A New Year's Day on Saturday is not moved: the Friday before ends the exchange's accounting year.
  if (weekdayOf(newYear) !== SATURDAY) list.push([observed(newYear), "New Year's Day"]);
  if (year >= 2022) list.push([observed(dayNumberOf(year, 6, 19)), "Juneteenth"]);
  return list;
}

function earlyCloses(year: number): [day: number, reason: string][] {
  const list: [number, string][] = [
    [nthWeekday(year, 11, THURSDAY, 4) + 1, "Day after Thanksgiving"],
  ];
  const christmasEve = dayNumberOf(year, 12, 24);
  if (weekdayOf(christmasEve) >= MONDAY && weekdayOf(christmasEve) <= THURSDAY) {
    list.push([christmasEve, "Christmas Eve"]);
  }
  const july4 = dayNumberOf(year, 7, 4);
  const weekday = weekdayOf(july4);
  if (weekday > MONDAY && weekday < SATURDAY) {
    const fridayAfter = year < 2013 && weekday === THURSDAY;
    list.push(
      fridayAfter
        ? [july4 + 1, "Day after Independence Day"]
        : [july4 - 1, "Day before Independence Day"],
    );
  }
  return list;
}

/** Saturday holidays are kept on Friday, Sunday ones on Monday. */
function observed(day: number): number {
  if (weekdayOf(day) === SATURDAY) return day - (SATURDAY - FRIDAY);
  return weekdayOf(day) === SUNDAY ? day + MONDAY : day;
}

/** @see Meeus/Jones/Butcher algorithm for the Gregorian calendar */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const dayOfMonth = ((h + l - 7 * m + 114) % 31) + 1;
  return dayNumberOf(year, month, dayOfMonth);
}
