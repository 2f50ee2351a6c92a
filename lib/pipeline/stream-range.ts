/** Which part of a base stream is to be fetched: from the last stored bar minus an overlap, or the whole history. */
import type { MsRange } from "@/lib/db/queries/multirange";
import type { Stream } from "@/lib/db/queries/streams";
import type { Calendar } from "@/lib/domain/calendar";
import { MINUTE_MS } from "@/lib/domain/calendar-days";
import { sessionCount } from "@/lib/domain/calendar-sessions";
import { expectedThrough } from "@/lib/domain/expected-windows";
import { localDay, windowAt } from "@/lib/domain/timeframe-windows";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";

export type RangeRules = {
  calendar: Calendar;
  timeframe: BaseTimeframe;
  nowMs: number;
  /** The provider's delay after a window's end. */
  delayMs: number;
  historyMs: number;
  /** Sessions fetched again because vendors revise them. */
  overlapSessions: number;
  /** Longest range of one call. */
  maxSpanMs: number;
};

/** What a person asked for; either end may be left open. */
export type AskedRange = { fromMs: number | null; toMs: number | null };

/**
 * Ranges to fetch, ascending, none longer than one call should be; empty when no session is due in them.
 * What an earlier fetch left undone is taken up again.
 */
export function planStreamRanges(
  stream: Pick<Stream, "storedThrough" | "fetchRemaining"> | null,
  asked: AskedRange,
  rules: RangeRules,
): MsRange[] {
  const finalToMs = finalThroughMs(rules);
  const fromMs = asked.fromMs === null ? startMs(stream, rules) : dayStart(rules, asked.fromMs);
  const toMs = Math.min(finalToMs, asked.toMs ?? finalToMs);
  const isOpenEnded = asked.fromMs === null && asked.toMs === null;
  const leftOver = isOpenEnded ? (stream?.fetchRemaining ?? []) : [];
  return merge([...leftOver, { fromMs, toMs }])
    .filter((range) => sessionCount(rules.calendar, dayStart(rules, range.fromMs), range.toMs) > 0)
    .flatMap((range) => splitRange(range, rules));
}

/** End of the newest window that is final now: bars from there on are still forming. */
function finalThroughMs({ calendar, timeframe, nowMs, delayMs }: RangeRules): number {
  if (timeframe === "1m") return Math.floor((nowMs - delayMs) / MINUTE_MS) * MINUTE_MS;
  const newest = expectedThrough(calendar, timeframe, { nowMs, delayMs });
  return newest === null ? 0 : windowAt(calendar, timeframe, newest).endMs;
}

function startMs(stream: Pick<Stream, "storedThrough"> | null, rules: RangeRules): number {
  const storedMs = stream?.storedThrough?.getTime();
  if (storedMs === undefined) return dayStart(rules, rules.nowMs - rules.historyMs);
  const { calendar, overlapSessions } = rules;
  const session = calendar.sessionAt(calendar.rankAt(storedMs) - Math.max(1, overlapSessions));
  return overlapSessions === 0 || !session ? storedMs : Math.min(storedMs, session.startMs);
}

function dayStart({ calendar }: RangeRules, atMs: number): number {
  return calendar.midnightMs(localDay(calendar, atMs));
}

function merge(ranges: readonly MsRange[]): MsRange[] {
  const merged: MsRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.fromMs - b.fromMs)) {
    if (range.fromMs >= range.toMs) continue;
    const last = merged.at(-1);
    if (last && range.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, range.toMs);
    else merged.push({ ...range });
  }
  return merged;
}

/** Parts of at most the longest span, cut at local midnights, so that no session is asked for in two halves. */
export function splitRange({ fromMs, toMs }: MsRange, rules: RangeRules): MsRange[] {
  const parts: MsRange[] = [];
  let startMs = fromMs;
  while (startMs < toMs) {
    const cutMs = dayStart(rules, startMs + rules.maxSpanMs);
    const endMs = Math.min(toMs, cutMs > startMs ? cutMs : startMs + rules.maxSpanMs);
    parts.push({ fromMs: startMs, toMs: endMs });
    startMs = endMs;
  }
  return parts;
}
