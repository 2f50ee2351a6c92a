/** The exchange's calendar, day by day and instant by instant. */
import { createCalendar } from "@/lib/domain/calendar";
import { dayNumber, dayText, weekdayOf } from "@/lib/domain/calendar-days";
import { sessionOn } from "@/lib/domain/calendar-sessions";
import { readSharedCsv } from "@/lib/domain/testing/shared-data";
import type { Comparison } from "./comparison";

const exchange = createCalendar();

export function compareCalendar(): Comparison[] {
  return [
    compareDays("calendar/nyse-1998-2030.csv", "1998-01-01", "2030-12-31"),
    compareDays("calendar/nyse-2015-2027.csv", "2015-01-01", "2027-12-31"),
    compareSessions("calendar/nyse-sessions-2015-2027.csv.gz"),
  ];
}

/** The deviation is the number of days that differ. */
function compareDays(file: string, from: string, to: string): Comparison {
  const published = new Map(readSharedCsv(file).map((row) => [row.date, row.kind]));
  let wrong = 0;
  for (let day = dayNumber(from); day <= dayNumber(to); day += 1) {
    const text = dayText(day);
    const expected = published.get(text) ?? (weekdayOf(day) % 6 === 0 ? "closed" : "full");
    if (kindOn(text) !== expected) wrong += 1;
  }
  const values = dayNumber(to) - dayNumber(from) + 1;
  return { reference: file, values, deviation: wrong, why: "days open, short or closed" };
}

function kindOn(day: string): string {
  const session = sessionOn(exchange, day);
  if (!session) return "closed";
  return session.earlyClose ? "early_close" : "full";
}

const INSTANTS = {
  daily_bar_t_utc: "startMs",
  premarket_open_utc: "extendedOpenMs",
  open_utc: "openMs",
  close_utc: "closeMs",
  postmarket_close_utc: "extendedCloseMs",
} as const;

function compareSessions(file: string): Comparison {
  const rows = readSharedCsv(file);
  let wrong = 0;
  for (const row of rows) {
    const session = sessionOn(exchange, row.session ?? "");
    for (const [column, name] of Object.entries(INSTANTS)) {
      if (session?.[name] !== Date.parse(row[column] ?? "")) wrong += 1;
    }
  }
  const values = rows.length * Object.keys(INSTANTS).length;
  return {
    reference: file,
    values,
    deviation: wrong,
    why: "instants of each session, both clock changes among them",
  };
}
