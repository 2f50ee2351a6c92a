/** Days of one base stream as the calendar board shows them: the domain's grade of each session, and days without one. */
import type { COVERAGE_STATES } from "@/lib/contract/staleness";
import type { StreamCoverage } from "@/lib/db/queries/read/coverage";
import { type Calendar, calendarFor, type Session } from "@/lib/domain/calendar";
import { DAY_MS, dayNumber, dayText } from "@/lib/domain/calendar-days";
import { sessionOn } from "@/lib/domain/calendar-sessions";
import { gradeSessions, type SessionGrade } from "@/lib/domain/gaps";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";

type CoverageState = (typeof COVERAGE_STATES)[number];
export type DayState = {
  day: string;
  session: Session | null;
  state: CoverageState;
  storedBars: number;
  /** Null: the market was closed. */
  expectedBars: number | null;
};

export type DayRange = { fromDay: string; toDay: string; timeframe: BaseTimeframe };

/** Calendar days of [fromDay, toDay], closed ones included, oldest first. */
export function listDays(
  calendar: Calendar,
  { fromDay, toDay }: Pick<DayRange, "fromDay" | "toDay">,
): { day: string; session: Session | null }[] {
  const first = dayNumber(fromDay);
  return Array.from({ length: dayNumber(toDay) - first + 1 }, (_, index) => {
    const day = dayText(first + index);
    return { day, session: sessionOn(calendar, day) };
  });
}

/** The stream's days in order; sessions that can still bring bars are not due, whatever they hold. */
export function gradeDays(
  { now, exchange, policy, provider }: Pick<ViewDeps, "now" | "exchange" | "policy" | "provider">,
  stream: StreamCoverage,
  range: DayRange,
): DayState[] {
  const calendar = calendarFor(exchange, stream.assetClass);
  const days = listDays(calendar, range);
  const stored = new Map(
    stream.storedDays.map((position, index) => [position, stream.storedBars[index] ?? 0]),
  );
  const firstMs = now.getTime() - policy.backfillOptimization.historyMs[range.timeframe];
  const isDue = (session: Session) => {
    const finalMs = range.timeframe === "1d" ? session.closeMs : session.extendedCloseMs;
    return finalMs + provider.delayMs <= now.getTime();
  };
  const due = days.flatMap(({ session }) => (session && isDue(session) ? [session] : []));
  const grades = new Map<string, SessionGrade>(
    gradeSessions({
      calendar,
      timeframe: range.timeframe,
      fromMs: due[0]?.startMs ?? 0,
      toMs: (due.at(-1)?.startMs ?? -1) + 1,
      barsByDay: new Map(days.map(({ day }, index) => [day, stored.get(index) ?? 0])),
      listedFromMs: stream.storedFromMs,
      planFromMs: Math.max(firstMs, stream.planEarliestMs ?? 0),
      confirmedDays: confirmedDays(days, stream),
    }).map((grade) => [grade.day, grade]),
  );
  return days.map(({ day, session }, index) => ({
    day,
    session,
    state: grades.get(day)?.state ?? (session ? "not_due" : "closed"),
    storedBars: stored.get(index) ?? 0,
    expectedBars: grades.get(day)?.expectedBars ?? null,
  }));
}

function confirmedDays(
  days: readonly { day: string }[],
  { gapDays, gapStatuses }: StreamCoverage,
): Set<string> {
  const confirmed = gapDays.filter((_, index) => gapStatuses[index] === "confirmed_empty");
  return new Set(confirmed.flatMap((position) => days[position]?.day ?? []));
}

/** A day some days earlier: the history that tells what is usual. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
}
