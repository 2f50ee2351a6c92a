/** The days of one base stream from its per-day counts: what the calendar board shows, and what gaps are found by. */
import { type Calendar, calendarFor, type Session } from "./calendar";
import { dayNumber, dayText } from "./calendar-days";
import { sessionOn } from "./calendar-sessions";
import { gradeSessions, type SessionGrade } from "./gaps";
import type { AssetClass, BaseTimeframe, GapStatus } from "./vocabulary";

/** Both ends inclusive. */
export type DayRange = { fromDay: string; toDay: string; timeframe: BaseTimeframe };

/** Counts and gaps by position: days since `fromDay`, ascending; the lists belong together by position. */
type StreamDays = {
  assetClass: AssetClass;
  storedDays: readonly number[];
  storedBars: readonly number[];
  gapDays: readonly number[];
  gapStatuses: readonly GapStatus[];
  storedFromMs: number | null;
  planEarliestMs: number | null;
};

type DayState = {
  day: string;
  session: Session | null;
  /** `not_due`: the session can still bring bars. */
  state: SessionGrade["state"] | "closed" | "not_due";
  storedBars: number;
  /** Null: the market was closed, or the session is not due. */
  expectedBars: number | null;
};

export type CoverageRules = {
  exchange: Calendar;
  nowMs: number;
  /** The provider's delay after a session's end. */
  delayMs: number;
  /** How much history is fetched for a new symbol: nobody asked for what lies before. */
  historyMs: Record<BaseTimeframe, number>;
};

type MarketDay = { day: string; session: Session | null };

/** Calendar days of the range, closed ones included, oldest first. */
export function listDays(
  calendar: Calendar,
  { fromDay, toDay }: Pick<DayRange, "fromDay" | "toDay">,
): MarketDay[] {
  const first = dayNumber(fromDay);
  return Array.from({ length: dayNumber(toDay) - first + 1 }, (_, index) => {
    const day = dayText(first + index);
    return { day, session: sessionOn(calendar, day) };
  });
}

export type CoverageGrader = {
  /** Sessions that are due, oldest first; one that can still bring bars is not, whatever it holds. */
  sessions: (stream: StreamDays) => SessionGrade[];
  /** Every calendar day of the range. */
  days: (stream: StreamDays) => DayState[];
};

/** Grades streams of one range; the calendar is walked once for all of them. */
export function createCoverageGrader(rules: CoverageRules, range: DayRange): CoverageGrader {
  const known = new Map<string, { days: MarketDay[]; fromMs: number; toMs: number }>();
  const marketOf = ({ assetClass }: StreamDays) => {
    const calendar = calendarFor(rules.exchange, assetClass);
    const market = known.get(calendar.id) ?? dueDays(calendar, rules, range);
    known.set(calendar.id, market);
    return { calendar, ...market };
  };
  const sessions = (stream: StreamDays) => {
    const { calendar, days, fromMs, toMs } = marketOf(stream);
    return gradeSessions({
      calendar,
      timeframe: range.timeframe,
      fromMs,
      toMs,
      barsByDay: new Map(
        barsOf(stream).map(([position, bars]) => [days[position]?.day ?? "", bars]),
      ),
      listedFromMs: stream.storedFromMs,
      planFromMs: planFromMs(rules, stream, range.timeframe),
      confirmedDays: confirmedDays(days, stream),
    });
  };
  const days = (stream: StreamDays): DayState[] => {
    const bars = new Map(barsOf(stream));
    const grades = new Map(sessions(stream).map((grade) => [grade.day, grade]));
    return marketOf(stream).days.map(({ day, session }, index) => ({
      day,
      session,
      state: grades.get(day)?.state ?? (session ? "not_due" : "closed"),
      storedBars: bars.get(index) ?? 0,
      expectedBars: grades.get(day)?.expectedBars ?? null,
    }));
  };
  return { sessions, days };
}

function dueDays(calendar: Calendar, { nowMs, delayMs }: CoverageRules, range: DayRange) {
  const days = listDays(calendar, range);
  const due = days.flatMap(({ session }) => {
    const finalMs = range.timeframe === "1d" ? session?.closeMs : session?.extendedCloseMs;
    return session && finalMs !== undefined && finalMs + delayMs <= nowMs ? [session] : [];
  });
  return { days, fromMs: due[0]?.startMs ?? 0, toMs: (due.at(-1)?.startMs ?? -1) + 1 };
}

function barsOf({ storedDays, storedBars }: StreamDays): [number, number][] {
  return storedDays.map((position, index) => [position, storedBars[index] ?? 0]);
}

/** The plan's first bar; before the first stored one also what the policy never asks for. Between stored bars all is due. */
function planFromMs(
  { nowMs, historyMs }: CoverageRules,
  { storedFromMs, planEarliestMs }: StreamDays,
  timeframe: BaseTimeframe,
): number {
  const askedFromMs = nowMs - historyMs[timeframe];
  const untilMs = Math.min(askedFromMs, storedFromMs ?? Number.POSITIVE_INFINITY);
  return Math.max(untilMs, planEarliestMs ?? Number.NEGATIVE_INFINITY);
}

function confirmedDays(
  days: readonly { day: string }[],
  { gapDays, gapStatuses }: StreamDays,
): Set<string> {
  const confirmed = gapDays.filter((_, index) => gapStatuses[index] === "confirmed_empty");
  return new Set(confirmed.flatMap((position) => days[position]?.day ?? []));
}

/** A day some days earlier. */
export function daysBefore(day: string, count: number): string {
  return dayText(dayNumber(day) - count);
}
