/** How a series stands in market time: what should be stored by now against what is. */
import { type Calendar, calendarFor } from "./calendar";
import { isOpen } from "./calendar-sessions";
import { barsBehind, expectedThrough, nextExpectedMs } from "./expected-windows";
import { stalenessMs } from "./freshness";
import type { FreshnessPolicy } from "./freshness-policy";
import { finalAtMs, windowAt } from "./timeframe-windows";
import type { DataStatus, Timeframe } from "./vocabulary";

export type SeriesFacts = {
  /** Of the series' asset class. */
  calendar: Calendar;
  timeframe: Timeframe;
  policy: FreshnessPolicy;
  /** Open time of the newest stored bar. */
  storedThrough: Date | null;
  /**
   * End of the newest range the provider answered in full. Quiet windows yield no bar: what the provider was asked
   * for and had nothing for is not missing, unless a whole session came back empty. Null: not known.
   */
  answeredThrough: Date | null;
  lastComputedAt: Date | null;
  /** How long after a window closes the provider's plan delivers it. */
  delayMs: number;
};

/** Finer than the status: what made it so. */
type DataCause =
  | "up_to_date"
  | "market_closed"
  | "provider_delay"
  | "within_grace"
  | "overdue"
  /** The last session came back without a bar; `answers_old`: several in a row did. */
  | "session_empty"
  | "answers_old"
  | "no_bars";

export type DataGrade = {
  status: DataStatus;
  cause: DataCause;
  /** Windows that should be stored and are not; null when nothing is stored or only the wall clock counts. */
  barsBehind: number | null;
  expectedThrough: Date | null;
  storedThrough: Date | null;
  /** When the first window after those stored is or was due: final, and the provider's delay past. */
  dueAt: Date | null;
  /** When the series falls behind if nothing more is stored; in the past for one that is behind. */
  goesStaleAt: Date | null;
  /** Share of the grace that is spent, 0 to 1; null while nothing is due. */
  graceUsed: number | null;
};

/** Derived at read time from the two watermarks; never stored as truth. */
export function gradeDataStatus(facts: SeriesFacts, now: Date): DataGrade {
  const { policy, storedThrough } = facts;
  if (policy.kind === "wall_clock") return gradeByWallClock(facts, policy.thresholds, now);
  const calendar =
    policy.kind === "continuous" ? calendarFor(facts.calendar, "crypto") : facts.calendar;
  const at = { nowMs: now.getTime(), delayMs: facts.delayMs };
  const expectedMs = expectedThrough(calendar, facts.timeframe, at);
  if (storedThrough === null) return missing(expectedMs);
  return gradeByCalendar(
    { ...facts, calendar, storedThrough, graceMs: policy.graceMs },
    expectedMs,
    at.nowMs,
  );
}

type CalendarFacts = SeriesFacts & { storedThrough: Date; graceMs: number };

function gradeByCalendar(
  facts: CalendarFacts,
  expectedMs: number | null,
  nowMs: number,
): DataGrade {
  const { calendar, timeframe, delayMs, graceMs, storedThrough } = facts;
  const { throughMs, emptySessions } = coveredThrough(facts, nowMs);
  const behind = expectedMs === null ? 0 : barsBehind(calendar, timeframe, throughMs, expectedMs);
  const nextMs = nextExpectedMs(calendar, timeframe, throughMs);
  const dueMs = nextMs === null ? null : finalAtMs(calendar, timeframe, nextMs) + delayMs;
  const staleMs = dueMs === null ? null : dueMs + graceMs;
  const isBehind = behind > 0 && staleMs !== null && nowMs >= staleMs;
  return {
    ...verdictOf({ facts, throughMs, emptySessions, behind, isBehind, nowMs }),
    barsBehind: behind,
    expectedThrough: toDate(expectedMs),
    storedThrough,
    dueAt: toDate(dueMs),
    goesStaleAt: toDate(staleMs),
    graceUsed: behind === 0 || dueMs === null ? null : spentShare(nowMs - dueMs, graceMs),
  };
}

type Verdict = Pick<DataGrade, "status" | "cause">;

function verdictOf(input: {
  facts: CalendarFacts;
  throughMs: number;
  emptySessions: number;
  behind: number;
  isBehind: boolean;
  nowMs: number;
}): Verdict {
  const { facts, throughMs, emptySessions, behind, isBehind, nowMs } = input;
  if (isBehind) return { status: "behind", cause: overdueCause(emptySessions) };
  if (behind > 0) return { status: "current", cause: "within_grace" };
  const { calendar, timeframe } = facts;
  const finalMs = expectedThrough(calendar, timeframe, { nowMs, delayMs: 0 });
  if (finalMs !== null && barsBehind(calendar, timeframe, throughMs, finalMs) > 0) {
    return { status: "current", cause: "provider_delay" };
  }
  return isOpen(calendar, nowMs, "extended")
    ? { status: "current", cause: "up_to_date" }
    : { status: "not_due", cause: "market_closed" };
}

function overdueCause(emptySessions: number): DataCause {
  if (emptySessions === 0) return "overdue";
  return emptySessions === 1 ? "session_empty" : "answers_old";
}

/** The newest window that is stored, or that the provider had nothing for. A session without any bar earns no credit. */
function coveredThrough(
  { calendar, timeframe, storedThrough, answeredThrough, delayMs }: CalendarFacts,
  nowMs: number,
): { throughMs: number; emptySessions: number } {
  const storedMs = storedThrough.getTime();
  if (answeredThrough === null) return { throughMs: storedMs, emptySessions: 0 };
  const answeredMs = Math.min(answeredThrough.getTime(), nowMs - delayMs);
  const { endMs } = windowAt(calendar, timeframe, storedMs);
  const rank = calendar.rankAt(endMs - 1);
  const isOver = (index: number) =>
    (calendar.sessionAt(index)?.closeMs ?? Number.POSITIVE_INFINITY) <= answeredMs;
  if (isOver(rank)) return { throughMs: storedMs, emptySessions: isOver(rank + 1) ? 2 : 1 };
  const answered = expectedThrough(calendar, timeframe, { nowMs: answeredMs, delayMs: 0 });
  return { throughMs: Math.max(storedMs, answered ?? storedMs), emptySessions: 0 };
}

function gradeByWallClock(
  { lastComputedAt, storedThrough }: SeriesFacts,
  { freshMs, agingMs }: { freshMs: number; agingMs: number },
  now: Date,
): DataGrade {
  if (lastComputedAt === null || storedThrough === null) return missing(null);
  const ageMs = stalenessMs(lastComputedAt, now);
  const isBehind = ageMs >= agingMs;
  return {
    status: isBehind ? "behind" : "current",
    cause: isBehind ? "overdue" : "up_to_date",
    barsBehind: null,
    expectedThrough: null,
    storedThrough,
    dueAt: new Date(lastComputedAt.getTime() + freshMs),
    goesStaleAt: new Date(lastComputedAt.getTime() + agingMs),
    graceUsed: ageMs < freshMs ? null : spentShare(ageMs - freshMs, agingMs - freshMs),
  };
}

function missing(expectedMs: number | null): DataGrade {
  return {
    status: "missing",
    cause: "no_bars",
    barsBehind: null,
    expectedThrough: toDate(expectedMs),
    storedThrough: null,
    dueAt: null,
    goesStaleAt: null,
    graceUsed: null,
  };
}

function spentShare(spentMs: number, graceMs: number): number {
  return graceMs <= 0 ? 1 : Math.min(1, Math.max(0, spentMs / graceMs));
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

/** Series that are not behind yet and will be before `until` if nothing runs, soonest first. */
export function forecastStale<Row extends { goesStaleAt: Date | null }>(
  rows: readonly Row[],
  now: Date,
  until: Date,
): Row[] {
  const dueWithin = ({ goesStaleAt }: Row) =>
    goesStaleAt !== null && goesStaleAt > now && goesStaleAt <= until;
  const byTime = (a: Row, b: Row) =>
    (a.goesStaleAt?.getTime() ?? 0) - (b.goesStaleAt?.getTime() ?? 0);
  return rows.filter(dueWithin).sort(byTime);
}
