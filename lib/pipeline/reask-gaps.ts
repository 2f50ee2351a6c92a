/** Finds sessions that lack bars, asks for them again once a day, and believes the vendor after the second answer. */
import { type JudgedGap, updateGapsAsked, upsertGaps } from "@/lib/db/queries/gaps";
import { isSymbolAtWork } from "@/lib/db/queries/jobs";
import type { MsRange } from "@/lib/db/queries/multirange";
import {
  type StreamCoverage,
  selectCoverage,
  selectFirstCoveredDay,
} from "@/lib/db/queries/read/coverage";
import { openFetch } from "@/lib/db/queries/streams";
import { selectTrackedSymbol } from "@/lib/db/queries/symbols";
import { DAY_MS, dayText } from "@/lib/domain/calendar-days";
import { createCoverageGrader, type DayRange, daysBefore } from "@/lib/domain/coverage-days";
import { missingRanges, planGapAsk, type SessionGrade } from "@/lib/domain/gaps";
import { BASE_TIMEFRAMES, type BaseTimeframe } from "@/lib/domain/vocabulary";
import { computeSymbol } from "./compute-symbol";
import type { PipelineDeps } from "./deps";
import { fetchStream } from "./fetch-stream";

export type GapStream = {
  symbol: string;
  timeframe: BaseTimeframe;
  days: string[];
  /** The days' sessions; neighbours are asked for at once. */
  ranges: MsRange[];
};

/** Days asked for again in one go, so that a long hole does not eat the budget. */
const DAYS_AT_ONCE = 20;
const SYMBOLS_AT_ONCE = 200;
/** Enough earlier days to know how many bars are usual. */
const HISTORY_DAYS = 60;

/** Writes down new gaps, closes filled ones, and lists what is due to be asked for again. No bar is read: days are counted. */
export async function findGaps(deps: PipelineDeps): Promise<GapStream[]> {
  const due: GapStream[] = [];
  for (const timeframe of BASE_TIMEFRAMES) {
    const fromDay = await selectFirstCoveredDay(deps.db, timeframe);
    if (fromDay === null) continue;
    const range: DayRange = {
      fromDay,
      toDay: dayText(Math.floor(deps.now().getTime() / DAY_MS)),
      timeframe,
    };
    const judge = createGapJudge(deps, range);
    for (let after: string | null = null; ; ) {
      const streams: StreamCoverage[] = await selectCoverage(deps.db, range, {
        limit: SYMBOLS_AT_ONCE,
        after,
      });
      const judged = streams.map(judge);
      const gaps = judged.flatMap(({ changed }) => changed);
      await upsertGaps(deps.db, { gaps, now: deps.now() });
      due.push(...judged.flatMap(({ ask }) => (ask ? [ask] : [])));
      after = streams.at(-1)?.symbol ?? null;
      if (streams.length < SYMBOLS_AT_ONCE) break;
    }
  }
  return due;
}

type Judged = { changed: JudgedGap[]; ask: GapStream | null };

type KnownGap = {
  status: JudgedGap["status"];
  asked: number;
  askedMs: number | null;
  /** Bars stored of its day when it was last judged. */
  bars: number;
};

function createGapJudge(deps: PipelineDeps, range: DayRange): (stream: StreamCoverage) => Judged {
  const now = deps.now();
  const { sessions } = createCoverageGrader(
    {
      exchange: deps.exchange,
      nowMs: now.getTime(),
      delayMs: deps.provider.capabilities.delayMs,
      historyMs: deps.policy().backfillOptimization.historyMs,
    },
    range,
  );
  return (stream) => {
    const { symbol, storedFromMs, answeredThroughMs } = stream;
    if (storedFromMs === null || answeredThroughMs === null) {
      return { changed: [], ask: null };
    }
    const known = knownGaps(stream, range.fromDay);
    // What lies outside was never asked for: it is for an ordinary fetch to bring.
    const asked = sessions(stream).filter(
      ({ toMs }) => toMs > storedFromMs && toMs <= answeredThroughMs,
    );
    const toGap = (grade: SessionGrade, status: JudgedGap["status"]): JudgedGap => {
      const { day, expectedBars, storedBars } = grade;
      return { symbol, timeframe: range.timeframe, day, status, expectedBars, storedBars };
    };
    const changed = asked.flatMap((grade) => {
      const status = statusOf(grade, known.get(grade.day), now);
      return status === null ? [] : [toGap(grade, status)];
    });
    const days = asked
      .filter((grade) => grade.state === "missing" && planOf(known.get(grade.day), now) === "ask")
      .map(({ day }) => day)
      .slice(0, DAYS_AT_ONCE);
    const ranges = missingRanges(asked, new Set(days)).map(({ fromMs, toMs }) => ({
      fromMs,
      toMs,
    }));
    const ask = days.length === 0 ? null : { symbol, timeframe: range.timeframe, days, ranges };
    return { changed, ask };
  };
}

/** Null: nothing to write down. */
function statusOf(
  { state, storedBars }: SessionGrade,
  gap: KnownGap | undefined,
  now: Date,
): JudgedGap["status"] | null {
  if (state === "missing") return planOf(gap, now) === "confirm" ? "confirmed_empty" : "missing";
  if (!gap || gap.status === "resolved") return null;
  if (gap.status === "confirmed_empty") return storedBars > gap.bars ? "resolved" : null;
  return state === "complete" || state === "sparse_normal" ? "resolved" : null;
}

function planOf(gap: KnownGap | undefined, now: Date): ReturnType<typeof planGapAsk> {
  if (!gap || gap.status === "resolved") return "ask";
  const lastAskedAt = gap.askedMs === null ? null : new Date(gap.askedMs);
  return planGapAsk({ askedCount: gap.asked, lastAskedAt }, now);
}

function knownGaps(
  { gapDays, gapStatuses, gapAsked, gapAskedMs, gapBars }: StreamCoverage,
  fromDay: string,
): Map<string, KnownGap> {
  return new Map(
    gapDays.map((position, index) => [
      daysBefore(fromDay, -position),
      {
        status: gapStatuses[index] ?? "missing",
        asked: gapAsked[index] ?? 0,
        askedMs: gapAskedMs[index] ?? null,
        bars: gapBars[index] ?? 0,
      },
    ]),
  );
}

export type ReaskInput = GapStream & { attempt: number };

/** Fetches the sessions of one stream again and settles its gaps; false when an execution works on the symbol. */
export async function reaskGaps(deps: PipelineDeps, input: ReaskInput): Promise<boolean> {
  const { symbol, timeframe, ranges, attempt } = input;
  const tracked = await selectTrackedSymbol(deps.db, symbol);
  if (!tracked || (await isSymbolAtWork(deps.db, { symbol, exceptExecutionId: null })))
    return false;
  const { assetClass, timeframes } = tracked;
  const key = { executionId: null, symbol, timeframe };
  await openFetch(deps.db, { ...key, ranges, now: deps.now() });
  for (const range of ranges) {
    await fetchStream(deps, { ...key, assetClass, ...range, purpose: "check", attempt });
  }
  await settleGaps(deps, input);
  await computeSymbol(deps, {
    executionId: null,
    symbol,
    assetClass,
    timeframes,
    isLastAttempt: true,
  });
  return true;
}

/** Asked once more; what is filled now is resolved, and what the vendor has nothing more for is believed at last. */
async function settleGaps(
  deps: PipelineDeps,
  { symbol, timeframe, days }: GapStream,
): Promise<void> {
  const now = deps.now();
  await updateGapsAsked(deps.db, { symbol, timeframe, days, now });
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return;
  const range: DayRange = { fromDay: daysBefore(first, HISTORY_DAYS), toDay: last, timeframe };
  const [stream] = await selectCoverage(deps.db, { ...range, symbol }, { limit: 1 });
  if (!stream) return;
  const { changed } = createGapJudge(deps, range)(stream);
  await upsertGaps(deps.db, { gaps: changed, now });
}
