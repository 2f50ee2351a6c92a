/** Places the next hours' events on an axis: missed ones first, near ones grouped so that labels never overlap. */
import type { ResponseOf } from "@/lib/client/call";

export type Upcoming = ResponseOf<"overview">["upcoming"][number];

export type AxisMark = {
  key: string;
  /** 0–100 along the axis. */
  leftPct: number;
  events: Upcoming[];
};

export type UpcomingAxis = {
  missed: Upcoming[];
  marks: AxisMark[];
  hours: { leftPct: number; at: string }[];
};

const AXIS_HOURS = 6;
const HOUR_MS = 3_600_000;
/** Marks nearer than this share of the axis stand together. */
const GROUP_PCT = 3;
/** An hour nearer to the left end than this would stand on the word "now". */
const NOW_PCT = 5;

export function prepareUpcoming(events: readonly Upcoming[], nowMs: number): UpcomingAxis {
  const endMs = nowMs + AXIS_HOURS * HOUR_MS;
  const share = (atMs: number) => ((atMs - nowMs) / (endMs - nowMs)) * 100;
  const marks: AxisMark[] = [];
  const ahead = events
    .filter(
      ({ at, kind }) => kind !== "missed_run" && Date.parse(at) >= nowMs && Date.parse(at) <= endMs,
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const event of ahead) {
    const leftPct = share(Date.parse(event.at));
    const last = marks.at(-1);
    if (last && leftPct - last.leftPct < GROUP_PCT) last.events.push(event);
    else marks.push({ key: `${event.at} ${event.kind} ${event.label}`, leftPct, events: [event] });
  }
  const firstHourMs = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: AXIS_HOURS }, (_, index) => firstHourMs + index * HOUR_MS)
    .filter((atMs) => atMs <= endMs)
    .map((atMs) => ({ leftPct: share(atMs), at: new Date(atMs).toISOString() }))
    .filter(({ leftPct }) => leftPct >= NOW_PCT);
  return { missed: events.filter(({ kind }) => kind === "missed_run"), marks, hours };
}
