/** Numbers, durations and instants as people read them. Pure: the clock and the zone are arguments. */
import { newYorkOffsetMs } from "@/lib/domain/calendar-new-york";

export const ZONE_CHOICES = ["exchange", "utc", "local"] as const;
export type ZoneChoice = (typeof ZONE_CHOICES)[number];
const EXCHANGE_ZONE = "America/New_York";

/** IANA zone of a choice; `localZone` is the reader's own. */
export function zoneName(choice: ZoneChoice, localZone: string): string {
  if (choice === "utc") return "UTC";
  return choice === "exchange" ? EXCHANGE_ZONE : localZone;
}

export function zoneLabel(choice: ZoneChoice): string {
  if (choice === "utc") return "UTC";
  return choice === "exchange" ? "ET" : "local";
}

/** Whole numbers, which most are, need no formatter of the platform's: making one costs a slow phone a tenth of a second. */
export function formatCount(value: number): string {
  if (!Number.isInteger(value)) return value.toLocaleString("en-US");
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

const COMPACT = [
  { size: 1e9, name: "B" },
  { size: 1e6, name: "M" },
  { size: 1e3, name: "K" },
] as const;

/** 12.5K, 3.1M; exact below ten thousand. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  // What rounds up to a thousand of one unit is one of the next.
  const unit = size < 10_000 ? undefined : COMPACT.find((one) => size >= one.size * 0.99995);
  if (!unit) return formatCount(value);
  return `${Math.round((value / unit.size) * 10) / 10}${unit.name}`;
}

/** Floored to one decimal, so that one failure never reads as 100 %. */
export function formatPct(value: number): string {
  const floored = Math.floor(value * 10) / 10;
  return `${Number.isInteger(floored) ? floored : floored.toFixed(1)} %`;
}

/** "1 job", "7 jobs". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const UNITS = [
  { seconds: 86_400, name: "d" },
  { seconds: 3_600, name: "h" },
  { seconds: 60, name: "m" },
  { seconds: 1, name: "s" },
] as const;

/** The two largest units: "1 d 14 h", "57 m", "3 m 20 s", "0.4 s"; "–" for null. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return "–";
  const total = Math.abs(seconds);
  if (total === 0) return "0 s";
  if (total < 10 && !Number.isInteger(total)) return `${total.toFixed(1)} s`;
  let left = Math.round(total);
  const parts: string[] = [];
  for (const unit of UNITS) {
    const amount = Math.floor(left / unit.seconds);
    left -= amount * unit.seconds;
    if (amount > 0) parts.push(`${amount} ${unit.name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

export function formatMs(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return formatDuration(ms < 10_000 ? Math.round(ms / 100) / 10 : ms / 1_000);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** "just now", "20 s ago", "in 5 m", "2 d 4 h ago"; one unit only when it is above an hour and `brief`. */
export function formatRelative(atMs: number, nowMs: number): string {
  const seconds = Math.round((nowMs - atMs) / 1_000);
  if (Math.abs(seconds) < 5) return "just now";
  const coarse =
    Math.abs(seconds) >= 120 ? Math.floor(Math.abs(seconds) / 60) * 60 : Math.abs(seconds);
  const text = formatDuration(coarse);
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...options });
  formats.set(key, made);
  return made;
}

/**
 * The zones in which nearly every time is shown need no formatter either.
 * @returns the date whose UTC fields are the zone's own; null for the zones of whom only the platform knows
 */
function wallDate(at: Date, timeZone: string): Date | null {
  if (timeZone === "UTC") return at;
  if (timeZone !== EXCHANGE_ZONE) return null;
  return new Date(at.getTime() + newYorkOffsetMs(at.getTime()));
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split(" ");
const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;

export function formatClock(at: Date, timeZone: string, withSeconds = false): string {
  const wall = wallDate(at, timeZone);
  if (wall) return wall.toISOString().slice(11, withSeconds ? 19 : 16);
  const options = withSeconds ? { ...CLOCK, second: "2-digit" as const } : CLOCK;
  return formatter(timeZone, options).format(at);
}

/** "Fri 20 Nov"; browsers differ about a comma after the weekday. */
export function formatDay(at: Date, timeZone: string): string {
  const wall = wallDate(at, timeZone);
  if (wall) {
    return `${WEEKDAYS[wall.getUTCDay()]} ${wall.getUTCDate()} ${MONTHS[wall.getUTCMonth()]}`;
  }
  const format = formatter(timeZone, { weekday: "short", day: "numeric", month: "short" });
  return format.format(at).replace(",", "");
}

/** "13:05" today, "Fri 20 Nov 13:05" otherwise; the year only when it is another. */
export function formatInstant(at: Date, now: Date, timeZone: string): string {
  const clock = formatClock(at, timeZone);
  const day = formatDay(at, timeZone);
  if (day === formatDay(now, timeZone) && Math.abs(at.getTime() - now.getTime()) < 2 * 86_400_000)
    return clock;
  const year = yearOf(at, timeZone);
  const thisYear = yearOf(now, timeZone);
  return `${day}${year === thisYear ? "" : ` ${year}`} ${clock}`;
}

function yearOf(at: Date, timeZone: string): string {
  const wall = wallDate(at, timeZone);
  if (wall) return String(wall.getUTCFullYear());
  return formatter(timeZone, { year: "numeric" }).format(at);
}

/** To the second, with date and zone: for hover cards and copies. */
export function formatExact(at: Date, timeZone: string): string {
  return formatter(timeZone, {
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "2-digit",
    ...CLOCK,
    second: "2-digit",
    timeZoneName: "short",
  }).format(at);
}
