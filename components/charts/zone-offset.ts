/** A zone's distance from UTC, fast enough for thousands of bars. */
import { newYorkOffsetMs } from "@/lib/domain/calendar-new-york";

const HALF_HOUR_MS = 1_800_000;

/** @returns local time minus UTC, in ms */
export function zoneOffset(timeZone: string): (atMs: number) => number {
  if (timeZone === "UTC") return () => 0;
  if (timeZone === "America/New_York") return newYorkOffsetMs;
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });
  // Clocks change on full or half hours of UTC: one answer holds for half an hour.
  const known = new Map<number, number>();
  return (atMs) => {
    const halfHourMs = Math.floor(atMs / HALF_HOUR_MS) * HALF_HOUR_MS;
    const found = known.get(halfHourMs);
    if (found !== undefined) return found;
    const offsetMs = Date.parse(`${format.format(halfHourMs).replace(" ", "T")}Z`) - halfHourMs;
    known.set(halfHourMs, offsetMs);
    return offsetMs;
  };
}
