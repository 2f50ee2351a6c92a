/** Instants as a market's own days; works on every date, session or not. */
import type { Calendar } from "@/lib/domain/calendar";
import { DAY_MS, dayText } from "@/lib/domain/calendar-days";

/** "YYYY-MM-DD" in the market's zone. */
export function marketDayAt(calendar: Calendar, atMs: number): string {
  return dayText(Math.floor((atMs + calendar.offsetMsAt(atMs)) / DAY_MS));
}
