/** What a day and a month of the calendar are called. Pure. */
import { formatDay } from "@/lib/client/format";
import { COVERAGE_WORDS } from "./day-looks";
import type { Coverage, DayPlace } from "./prepare-coverage";

export function monthName(day: string): string {
  const month =
    formatDay(new Date(`${day}T00:00:00Z`), "UTC")
      .split(" ")
      .at(-1) ?? "";
  return day.slice(5, 7) === "01" ? `${month} ${day.slice(0, 4)}` : month;
}

/** "AAPL, Fri 20 Nov: Missing, 0 of 390 bars". */
export function dayWords({ days, rows }: Coverage, place: DayPlace): string {
  const row = rows[place.row];
  const day = days[place.day];
  const cell = row?.cells[place.day];
  if (!row || !day || !cell) return "";
  const [state, stored, expected] = cell;
  const bars = expected === null ? "" : `, ${stored} of ${expected} bars`;
  const note = row.asset_class !== "crypto" && day.note ? ` (${day.note})` : "";
  const half = row.asset_class !== "crypto" && day.session === "half" ? ", half day" : "";
  return `${row.symbol}, ${formatDay(new Date(`${day.day}T12:00:00Z`), "UTC")}: ${COVERAGE_WORDS[state]}${bars}${half}${note}`;
}
