/** What the stored bars of one symbol and trading day amount to: a hole, a quiet day, or nothing to expect. */
import type { COVERAGE_STATES } from "@/lib/contract/staleness";
import type { Calendar, Session } from "@/lib/domain/calendar";
import type { BaseTimeframe, GapStatus } from "@/lib/domain/vocabulary";

export type CoverageState = (typeof COVERAGE_STATES)[number];

const MINUTE_MS = 60_000;
/** Of the regular session's minutes: from here on nobody would call it thin. */
const COMPLETE_SHARE = 0.98;
/** Of what this symbol usually has: below it part of the day is missing. */
const SPARSE_SHARE = 0.5;

export type DayCoverage = {
  /** Null: the market was closed. */
  session: Session | null;
  storedBars: number;
  gapStatus: GapStatus | null;
  /** Open time of the oldest stored bar; null = nothing was ever stored. */
  storedFromMs: number | null;
  /** Earliest bar of the vendor's plan, where it was met. */
  planEarliestMs: number | null;
  /** Start of the history that is asked for. */
  historyFromMs: number;
  /** Share of the expected bars that this symbol has on its median day; null when not known. */
  usualShare: number | null;
};

/** Bars of a day that trades without pause; extended hours count on top. */
export function expectedBarsOf(session: Session, timeframe: BaseTimeframe): number {
  return timeframe === "1d" ? 1 : Math.round((session.closeMs - session.openMs) / MINUTE_MS);
}

export function gradeCoverageDay(
  day: DayCoverage,
  { timeframe, now, delayMs }: { timeframe: BaseTimeframe; now: Date; delayMs: number },
): CoverageState {
  const { session } = day;
  if (!session) return "closed";
  const finalMs = timeframe === "1d" ? session.closeMs : session.extendedCloseMs;
  if (finalMs + delayMs > now.getTime()) return "not_due";
  if (day.storedBars > 0) return gradeStored(day, expectedBarsOf(session, timeframe));
  return gradeEmpty(day, session);
}

function gradeStored({ storedBars, usualShare }: DayCoverage, expected: number): CoverageState {
  const share = storedBars / expected;
  if (share >= COMPLETE_SHARE) return "complete";
  return share >= (usualShare ?? share) * SPARSE_SHARE ? "sparse_normal" : "missing";
}

function gradeEmpty(day: DayCoverage, session: Session): CoverageState {
  const { gapStatus, planEarliestMs, storedFromMs, historyFromMs } = day;
  if (gapStatus === "confirmed_empty") return "confirmed_empty";
  if (planEarliestMs !== null && session.endMs <= planEarliestMs) return "beyond_plan";
  if (session.endMs <= historyFromMs) return "beyond_plan";
  if (gapStatus === "missing" || storedFromMs === null) return "missing";
  return session.endMs <= storedFromMs ? "before_listing" : "missing";
}

/** Median share of expected bars over days that have any; null without such days. */
export function usualShareOf(shares: readonly number[]): number | null {
  const ascending = shares.filter((share) => share > 0).sort((a, b) => a - b);
  return ascending[Math.floor(ascending.length / 2)] ?? null;
}

/** Trading days of [fromDay, toDay], closed ones included, in order. */
export function listDays(
  calendar: Calendar,
  fromDay: string,
  toDay: string,
): { day: string; session: Session | null }[] {
  const days: { day: string; session: Session | null }[] = [];
  for (let ms = Date.parse(fromDay); ms <= Date.parse(toDay); ms += 86_400_000) {
    const day = new Date(ms).toISOString().slice(0, 10);
    const found = calendar.sessionAt(calendar.rankAt(calendar.midnightMs(ms / 86_400_000)) - 1);
    days.push({ day, session: found?.day === day ? found : null });
  }
  return days;
}
