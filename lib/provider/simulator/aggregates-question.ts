/** Reads an aggregates request as the vendor does: what is asked for, or the vendor's sentence why it can't be. */
import { DAY_MS, dayNumber, HOUR_MS, MINUTE_MS } from "@/lib/domain/calendar-days";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import type { Listing } from "./market";
import { WORDS } from "./vendor-answer";

type Timespan = "minute" | "hour" | "day" | "week";

export type AggregatesQuestion = {
  base: BaseTimeframe;
  timespan: Timespan;
  multiplier: number;
  /** Half-open, widened to whole days for day and week. */
  fromMs: number;
  toMsExclusive: number;
  adjusted: boolean;
  /** Base bars a page. */
  limit: number;
  /** Where a cursor goes on; the first page has none. */
  cursor: Cursor | null;
};

export type Cursor = { fromMs: number; adjusted: boolean; limit: number; turn: number };

export type AggregatesPath = { multiplier: string; timespan: string; from: string; to: string };

/** Length of a window where it is the same everywhere; null where a calendar decides. */
export function windowLengthMs({ timespan, multiplier }: AggregatesQuestion): number | null {
  if (timespan === "minute") return multiplier * MINUTE_MS;
  return timespan === "hour" ? multiplier * HOUR_MS : null;
}

export function readAggregatesQuestion(
  listing: Pick<Listing, "calendar">,
  path: AggregatesPath,
  query: URLSearchParams,
): AggregatesQuestion | string {
  const windows = readWindows(path);
  if (typeof windows === "string") return windows;
  const byDay = windows.base === "1d";

  const fromMs = startOf(listing, path.from, byDay);
  const toMsExclusive = endOf(listing, path.to, byDay);
  if (fromMs === null) return WORDS.badFrom;
  if (toMsExclusive === null) return WORDS.badTo;
  if (toMsExclusive <= fromMs) return WORDS.toBeforeFrom;

  const paging = readPaging(query);
  if (typeof paging === "string") return paging;
  return { ...windows, ...paging, fromMs: paging.cursor?.fromMs ?? fromMs, toMsExclusive };
}

function readWindows(
  path: AggregatesPath,
): Pick<AggregatesQuestion, "base" | "timespan" | "multiplier"> | string {
  const { timespan } = path;
  if (timespan !== "minute" && timespan !== "hour" && timespan !== "day" && timespan !== "week") {
    return `The simulator serves minute, hour, day and week, not '${timespan}'`;
  }
  const multiplier = Number(path.multiplier);
  const base = timespan === "day" || timespan === "week" ? "1d" : "1m";
  if (!Number.isInteger(multiplier) || multiplier < 1 || (base === "1d" && multiplier !== 1)) {
    return `The simulator does not serve ${path.multiplier} ${timespan}`;
  }
  return { base, timespan, multiplier };
}

/** A cursor carries what its first page was asked with; its address alone does not. */
function readPaging(
  query: URLSearchParams,
): Pick<AggregatesQuestion, "adjusted" | "limit" | "cursor"> | string {
  const cursor = readCursor(query.get("cursor"));
  if (cursor === undefined) return "Could not parse the cursor";
  if (cursor !== null) return { adjusted: cursor.adjusted, limit: cursor.limit, cursor };
  const limit = Number(query.get("limit") ?? "5000");
  if (!Number.isInteger(limit) || limit < 1 || limit > 50_000) {
    return "The parameter 'limit' must be between 1 and 50000";
  }
  if ((query.get("sort") ?? "asc") !== "asc") return "The simulator serves sort=asc only";
  return { adjusted: (query.get("adjusted") ?? "true") === "true", limit, cursor };
}

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** @returns undefined when the text is no cursor of ours */
function readCursor(text: string | null): Cursor | null | undefined {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return isCursor(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCursor(value: unknown): value is Cursor {
  if (typeof value !== "object" || value === null) return false;
  if (!("fromMs" in value && "adjusted" in value && "limit" in value && "turn" in value))
    return false;
  return (
    typeof value.fromMs === "number" &&
    typeof value.adjusted === "boolean" &&
    typeof value.limit === "number" &&
    typeof value.turn === "number"
  );
}

function startOf(
  { calendar }: Pick<Listing, "calendar">,
  text: string,
  byDay: boolean,
): number | null {
  if (/^\d{9,}$/.test(text)) {
    const ms = Number(text);
    return byDay
      ? calendar.midnightMs(localDay(calendar, ms))
      : Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
  }
  const day = dayNumber(text);
  return Number.isNaN(day) ? null : calendar.midnightMs(day);
}

/** `to` is inclusive: the day it names, or the window that starts at it. */
function endOf(
  { calendar }: Pick<Listing, "calendar">,
  text: string,
  byDay: boolean,
): number | null {
  if (/^\d{9,}$/.test(text)) {
    const ms = Number(text);
    return byDay ? calendar.midnightMs(localDay(calendar, ms) + 1) : ms + 1;
  }
  const day = dayNumber(text);
  return Number.isNaN(day) ? null : calendar.midnightMs(day + 1);
}

function localDay(calendar: Listing["calendar"], atMs: number): number {
  return Math.floor((atMs + calendar.offsetMsAt(atMs)) / DAY_MS);
}
