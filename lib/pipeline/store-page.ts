/** Checks one page of bars and stores it, in one transaction with everything that must stay in step with it. */

import { updateBarsWritten } from "@/lib/db/queries/bars-written";
import { selectRecentCloses } from "@/lib/db/queries/candles-read";
import { addCoverage, type CoveredDay } from "@/lib/db/queries/gaps";
import { addJobCounts } from "@/lib/db/queries/jobs";
import type { MsRange } from "@/lib/db/queries/multirange";
import { upsertQuarantine } from "@/lib/db/queries/quarantine";
import { lockSeries } from "@/lib/db/queries/series";
import { updateStreamStored } from "@/lib/db/queries/streams";
import type { Bar } from "@/lib/domain/bar";
import type { Calendar } from "@/lib/domain/calendar";
import { DAY_MS, dayText, HOUR_MS } from "@/lib/domain/calendar-days";
import { isFinal, localDay, windowAt } from "@/lib/domain/timeframe-windows";
import { type CheckedBars, validateBars } from "@/lib/domain/validate-bars";
import type { BaseTimeframe, Timeframe } from "@/lib/domain/vocabulary";
import { type BarPage, DELAYED_MS } from "@/lib/provider/provider";
import type { PipelineDeps } from "./deps";
import type { FetchStreamInput } from "./fetch-stream-input";
import { noteUnexplainedMoves } from "./note-unexplained-moves";
import { keepPartitions } from "./partition-keeper";
import { type BarsWritten, writeBars } from "./write-bars";

export type StreamWork = FetchStreamInput & {
  calendar: Calendar;
  seriesId: number;
  splitDays: ReadonlySet<string>;
  /** Oldest bar that was stored before this fetch. */
  storedFromMs: number | null;
  /** Timeframes whose jobs share what happens to this stream. */
  dependents: readonly Timeframe[];
};

export type PageInput = {
  page: BarPage;
  /** What this request asked for. */
  range: MsRange;
  /** Everything before this was answered by earlier pages. */
  answeredMs: number;
  /** `t` of the last accepted bar of earlier pages. */
  previousT: number | null;
  fetchMs: number;
  /** Spent before that, waiting for a request slot and for our own budget. */
  waitMs: number;
};

export type StoredPage = {
  counts: {
    inserted: number;
    changed: number;
    unchanged: number;
    rejected: number;
    provisional: number;
    /** Moves by more than half for which no split is known. */
    unexplained: number;
  };
  lastT: number | null;
  answeredMs: number;
};

/** Closes before a page that the test for extreme moves looks at. */
const RECENT_CLOSES = 51;

/** The longest window rolled up from each base: touched bars are noted in these. */
const BUCKET_MS: Record<BaseTimeframe, number> = { "1m": 4 * HOUR_MS, "1d": DAY_MS };

export async function storePage(
  deps: PipelineDeps,
  work: StreamWork,
  input: PageInput,
): Promise<StoredPage> {
  const startedMs = deps.now().getTime();
  const { page } = input;
  const checked = await checkPage(deps, work, input);
  const bars = withoutForming(deps, work, { page, valid: checked.valid });
  const lastT = checked.valid.at(-1)?.t ?? null;
  const answeredMs = page.isLast ? input.range.toMs : endOf(work, lastT, input.answeredMs);
  if (bars.length > 0) {
    await keepPartitions(deps.db, { fromMs: bars[0]?.t ?? 0, toMs: bars.at(-1)?.t ?? 0 });
  }

  const written = await writePage(deps, work, { input, checked, bars, answeredMs, startedMs });
  return {
    counts: {
      inserted: written.inserted,
      changed: written.changed,
      unchanged: written.processed - written.inserted - written.changed,
      rejected: checked.rejected.length,
      provisional: checked.valid.length - bars.length,
      unexplained: written.unexplained,
    },
    lastT,
    answeredMs,
  };
}

async function checkPage(
  deps: PipelineDeps,
  work: StreamWork,
  { page, range, previousT }: PageInput,
): Promise<CheckedBars> {
  const firstMs = page.bars[0]?.t ?? Number.NaN;
  const oldestMs = previousT ?? work.storedFromMs ?? Number.POSITIVE_INFINITY;
  const recentCloses =
    oldestMs < firstMs
      ? await selectRecentCloses(deps.db, {
          seriesId: work.seriesId,
          beforeMs: firstMs,
          count: RECENT_CLOSES,
        })
      : [];
  return validateBars(page.bars, {
    calendar: work.calendar,
    timeframe: work.timeframe,
    fromMs: range.fromMs,
    toMs: range.toMs,
    previousT,
    recentCloses,
    splitDays: work.splitDays,
  });
}

/**
 * A bar still forming is not stored: it would be revised with every trade. Only the newest ones can be. It is final when
 * its window is past by both clocks: with ours ahead of the vendor's, half a bar would pass for a whole one.
 */
function withoutForming(
  deps: PipelineDeps,
  work: StreamWork,
  { page, valid }: { page: BarPage; valid: readonly Bar[] },
): readonly Bar[] {
  const nowMs = Math.min(deps.now().getTime(), page.vendorNowMs ?? Number.POSITIVE_INFINITY);
  const at = { nowMs, delayMs: deps.provider.capabilities.delayMs };
  let count = valid.length;
  for (let bar = valid[count - 1]; bar !== undefined; bar = valid[count - 1]) {
    if (isFinal(work.calendar, work.timeframe, bar.t, at)) break;
    count -= 1;
  }
  return count === valid.length ? valid : valid.slice(0, count);
}

/** A vendor cannot have answered for what lies after its own clock, nor for what it says it holds back. */
function completeThroughMs({ vendorNowMs, delayed }: BarPage): number {
  return (vendorNowMs ?? Number.POSITIVE_INFINITY) - (delayed ? DELAYED_MS : 0);
}

function endOf(work: StreamWork, lastT: number | null, answeredMs: number): number {
  return lastT === null ? answeredMs : windowAt(work.calendar, work.timeframe, lastT).endMs;
}

type PageWrite = {
  input: PageInput;
  checked: CheckedBars;
  bars: readonly Bar[];
  answeredMs: number;
  startedMs: number;
};

async function writePage(
  deps: PipelineDeps,
  work: StreamWork,
  { input, checked, bars, answeredMs, startedMs }: PageWrite,
): Promise<BarsWritten & { unexplained: number }> {
  const { page } = input;
  const { executionId, symbol, timeframe, seriesId } = work;
  return deps.db.transaction(async (tx) => {
    const state = (await lockSeries(tx, [seriesId])).get(seriesId);
    if (!state) throw new Error(`series ${seriesId} of ${symbol} is gone`);
    const suspects = new Set(checked.suspect.map(({ bar }) => bar.t));
    const { batchSize } = deps.policy().backfillOptimization;
    const [written] = await writeBars(tx, { series: [{ state, bars, suspects }], batchSize });
    if (!written) throw new Error(`series ${seriesId} of ${symbol} was not written`);
    const days = coveredDays(work.calendar, written.insertedMs);
    const processed = page.bars.length;
    // None of them needs another's answer: sent together they cost one round trip.
    const [unexplained] = await Promise.all([
      noteUnexplainedMoves(tx, {
        executionId,
        symbol,
        timeframe,
        suspect: checked.suspect,
        now: deps.now(),
      }),
      addCoverage(tx, { symbol, timeframe, days }),
      updateBarsWritten(tx, { executionId, symbol, rows: [{ ...written, processed }] }),
      updateStreamStored(tx, {
        symbol,
        timeframe,
        answered: { fromMs: input.answeredMs, toMs: answeredMs },
        answeredThroughMs: page.isLast ? Math.min(input.range.toMs, completeThroughMs(page)) : null,
        written: touchedRanges(written, BUCKET_MS[timeframe]),
        firstMs: bars[0]?.t ?? null,
        lastMs: bars.at(-1)?.t ?? null,
        clippedHeadMs: page.clippedHeadMs,
        now: deps.now(),
      }),
      upsertQuarantine(tx, {
        symbol,
        timeframe,
        executionId,
        requestId: page.requestId,
        refused: checked.rejected,
      }),
    ]);
    await addJobCounts(tx, {
      executionId,
      symbol,
      timeframes: work.dependents,
      counts: {
        recordsRejected: checked.rejected.length,
        waitMs: input.waitMs,
        fetchMs: input.fetchMs,
        insertMs: deps.now().getTime() - startedMs,
      },
    });
    return { ...written, unexplained };
  });
}

/** Windows of the given width in which something was written; neighbours are merged by the database. */
function touchedRanges({ insertedMs, changedMs }: BarsWritten, widthMs: number): MsRange[] {
  const starts = new Set<number>();
  for (const t of insertedMs) starts.add(Math.floor(t / widthMs) * widthMs);
  for (const t of changedMs) starts.add(Math.floor(t / widthMs) * widthMs);
  return [...starts].map((fromMs) => ({ fromMs, toMs: fromMs + widthMs }));
}

/** Ascending open times, counted by trading day. */
function coveredDays(calendar: Calendar, openedMs: readonly number[]): CoveredDay[] {
  const days = new Map<number, CoveredDay>();
  for (const t of openedMs) {
    const number = localDay(calendar, t);
    const day = days.get(number);
    if (day) {
      day.barCount += 1;
      day.lastMs = t;
    } else days.set(number, { day: dayText(number), barCount: 1, firstMs: t, lastMs: t });
  }
  return [...days.values()];
}
