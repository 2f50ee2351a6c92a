/** Which sessions of a series are whole, thin but normal, empty for good, or missing. Judged by counts; no bar is loaded. */
import type { Calendar, Session } from "./calendar";
import { DAY_MS } from "./calendar-days";
import { sessionsBetween } from "./calendar-sessions";
import { windowsInSession } from "./expected-windows";
import { createRunningMedian, median } from "./running-median";
import type { BaseTimeframe } from "./vocabulary";

export const SESSION_STATES = [
  "complete",
  "sparse_normal",
  "confirmed_empty",
  "missing",
  "before_listing",
  "beyond_plan",
] as const;
type SessionState = (typeof SESSION_STATES)[number];

export type SessionGrade = {
  day: string;
  /** The session's day, half-open: what a backfill of this gap alone asks for. */
  fromMs: number;
  toMs: number;
  state: SessionState;
  storedBars: number;
  expectedBars: number;
};

export type CoverageFacts = {
  calendar: Calendar;
  timeframe: BaseTimeframe;
  /** Sessions whose day starts in [fromMs, toMs) are judged; end at the newest session that is due. */
  fromMs: number;
  toMs: number;
  /** Stored bars by trading day, also of the sessions before `fromMs` if they are to count as history. */
  barsByDay: ReadonlyMap<string, number>;
  /** First bar that ever existed as far as is known; null: not known. */
  listedFromMs: number | null;
  /** Earliest bar the vendor's plan gives; null: not known. */
  planFromMs: number | null;
  /** Days for which the vendor has said twice that it has nothing more. */
  confirmedDays: ReadonlySet<string>;
};

/** No market pauses longer: bars that begin later than this after what was asked for begin where the plan or the listing does. */
export const LONGEST_PAUSE_MS = 7 * DAY_MS;

const HISTORY_SESSIONS = 20;
const MINIMUM_HISTORY = 5;
/** A session with less than this share of the usual number of bars lost some. */
const NORMAL_SHARE = 0.5;

/** One grade per session, oldest first. */
export function gradeSessions(facts: CoverageFacts): SessionGrade[] {
  const sessions = sessionsBetween(facts.calendar, facts.fromMs, facts.toMs);
  const usual = createUsualCoverage(sessions, facts);
  return sessions.map((session) => {
    const storedBars = facts.barsByDay.get(session.day) ?? 0;
    const expectedBars = windowsInSession(session, facts.timeframe);
    const coverage = storedBars / expectedBars;
    const state = stateOf(session, { coverage, usualCoverage: usual.share(), facts });
    if (storedBars > 0) usual.add(coverage);
    const { day, startMs: fromMs, endMs: toMs } = session;
    return { day, fromMs, toMs, state, storedBars, expectedBars };
  });
}

function stateOf(
  session: Session,
  judged: { coverage: number; usualCoverage: number; facts: CoverageFacts },
): SessionState {
  const { coverage, usualCoverage, facts } = judged;
  if (coverage >= 1) return "complete";
  if (coverage > 0) {
    const isNormal = coverage >= NORMAL_SHARE * usualCoverage;
    return isNormal || facts.confirmedDays.has(session.day) ? "sparse_normal" : "missing";
  }
  if (facts.planFromMs !== null && session.endMs <= facts.planFromMs) return "beyond_plan";
  if (facts.listedFromMs !== null && session.endMs <= facts.listedFromMs) return "before_listing";
  return facts.confirmedDays.has(session.day) ? "confirmed_empty" : "missing";
}

/** The series' own usual coverage: median of its last sessions with bars; of the whole range while there are few. */
function createUsualCoverage(sessions: readonly Session[], facts: CoverageFacts) {
  const all = sessions.map((session) => coverageOf(session, facts));
  const overall = median(all.filter((coverage) => coverage > 0));
  const recent = createRunningMedian(HISTORY_SESSIONS);
  return {
    share: () => (recent.count() < MINIMUM_HISTORY ? overall : recent.value()),
    add: recent.add,
  };
}

function coverageOf(session: Session, { barsByDay, timeframe }: CoverageFacts): number {
  return (barsByDay.get(session.day) ?? 0) / windowsInSession(session, timeframe);
}

/** Missing sessions in a row → half-open ranges to backfill, oldest first; of the given days only, when there are any given. */
export function missingRanges(
  grades: readonly SessionGrade[],
  wanted?: ReadonlySet<string>,
): { fromMs: number; toMs: number; days: string[] }[] {
  const ranges: { fromMs: number; toMs: number; days: string[] }[] = [];
  let isOpen = false;
  for (const { state, fromMs, toMs, day } of grades) {
    const last = ranges.at(-1);
    if (state !== "missing" || wanted?.has(day) === false) isOpen = false;
    else if (isOpen && last) {
      last.toMs = toMs;
      last.days.push(day);
    } else {
      ranges.push({ fromMs, toMs, days: [day] });
      isOpen = true;
    }
  }
  return ranges;
}

/**
 * What to do about a gap the vendor was asked for `askedCount` times in vain: asked at once, asked once more a day
 * later, then believed.
 */
export function planGapAsk(
  gap: { askedCount: number; lastAskedAt: Date | null },
  now: Date,
): "ask" | "wait" | "confirm" {
  if (gap.askedCount >= 2) return "confirm";
  if (gap.askedCount === 0 || gap.lastAskedAt === null) return "ask";
  return now.getTime() - gap.lastAskedAt.getTime() >= DAY_MS ? "ask" : "wait";
}
