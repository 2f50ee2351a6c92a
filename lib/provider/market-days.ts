/** Instants as a market's own days and back; works on every date, session or not. */
import type { Calendar } from "@/lib/domain/calendar";
import { DAY_MS, dayNumber, dayText } from "@/lib/domain/calendar-days";

/** "YYYY-MM-DD" in the market's zone. */
export function marketDayAt(calendar: Calendar, atMs: number): string {
  return dayText(Math.floor((atMs + calendar.offsetMsAt(atMs)) / DAY_MS));
}

/** The market's local midnight that starts the day. The second look at the offset is for the days after the clocks changed. */
export function marketMidnightMs(calendar: Calendar, day: string): number {
  const utcMs = dayNumber(day) * DAY_MS;
  const guessMs = utcMs - calendar.offsetMsAt(utcMs);
  return utcMs - calendar.offsetMsAt(guessMs);
}
