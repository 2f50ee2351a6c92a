/** Features of one series from its first dirty bar on: in chunks, each stored in one transaction with how far it got. */
import type { Db } from "@/lib/db/connect";
import { selectBarColumns, selectWarmUp } from "@/lib/db/queries/candles-read";
import { copyFeatures, upsertFeatures } from "@/lib/db/queries/features-write";
import { addJobCounts } from "@/lib/db/queries/jobs";
import { type SeriesState, updateSeriesComputed } from "@/lib/db/queries/series";
import { adjustColumnsForSplits, type Split } from "@/lib/domain/adjust-splits";
import { type BarColumns, createBarColumns } from "@/lib/domain/bar-columns";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { dayText } from "@/lib/domain/calendar-days";
import type { FeatureColumns } from "@/lib/domain/feature-columns";
import { computeFeatures, featureLookbackBars } from "@/lib/domain/features";
import { localDay } from "@/lib/domain/timeframe-windows";
import type { AssetClass, Timeframe } from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import { keepPartitions } from "./partition-keeper";

export type ComputeInput = {
  executionId: string | null;
  symbol: string;
  assetClass: AssetClass;
  /** The series to compute, as it stands after rolling up. */
  state: SeriesState;
  splits: readonly Split[];
};

/** `computed`: rows calculated; `written`: those of them that were new or different. */
export type Computed = { computed: number; written: number };

const CHUNK_BARS = 20_000;
const LAST_INSTANT_MS = 8_640_000_000_000_000;

export async function computeSeriesFeatures(
  deps: PipelineDeps,
  input: ComputeInput,
): Promise<Computed> {
  const total: Computed = { computed: 0, written: 0 };
  const { dirtyFrom, firstOpenedAt, featuresThrough, timeframe, id } = input.state;
  if (!dirtyFrom || !firstOpenedAt) return total;

  const calendar = calendarFor(deps.exchange, input.assetClass);
  const work: FeatureWork = {
    ...input,
    seriesId: id,
    timeframe,
    calendar,
    lookback: featureLookbackBars(calendar, timeframe),
    throughMs: featuresThrough?.getTime() ?? Number.NEGATIVE_INFINITY,
  };
  let fromMs: number | null = dirtyFrom.getTime();
  const firstMs = firstOpenedAt.getTime();
  while (fromMs !== null) {
    const start = await findStart(deps, work, { fromMs, firstMs });
    fromMs = await computeChunk(deps, work, { start, dirtyMs: fromMs, total });
  }
  return total;
}

type FeatureWork = ComputeInput & {
  seriesId: number;
  timeframe: Timeframe;
  calendar: Calendar;
  lookback: number;
  /** Newest bar that had features before: later rows are new. */
  throughMs: number;
};

/** Where a chunk begins, with the bars before it and the state of the recursion at the last of them. */
type Start = { fromMs: number; before: BarColumns; atr: number | null };

/**
 * The bars before the first one to compute, and the stored ATR to go on from. Where there are too few of them, or no
 * ATR among them yet, the computation begins with the first bar of the series: those rows are the same again.
 */
async function findStart(
  deps: PipelineDeps,
  { seriesId, lookback }: FeatureWork,
  { fromMs, firstMs }: { fromMs: number; firstMs: number },
): Promise<Start> {
  const fromTheFirst: Start = { fromMs: firstMs, before: createBarColumns(0), atr: null };
  if (fromMs <= firstMs) return fromTheFirst;
  const query = { seriesId, beforeMs: fromMs, count: lookback };
  const { bars: before, atr } = await selectWarmUp(deps.db, query);
  if (before.t.length < lookback || atr === null) return fromTheFirst;
  return { fromMs, before, atr };
}

/** Computes and stores up to a chunk of rows; returns where to go on, null at the end of the series. */
async function computeChunk(
  deps: PipelineDeps,
  work: FeatureWork,
  { start, dirtyMs, total }: { start: Start; dirtyMs: number; total: Computed },
): Promise<number | null> {
  const { seriesId, calendar, timeframe, splits } = work;
  const startedMs = deps.now().getTime();
  const fresh = await selectBarColumns(deps.db, {
    seriesId,
    fromMs: start.fromMs,
    toMs: LAST_INSTANT_MS,
    limit: CHUNK_BARS + 1,
  });
  const count = Math.min(CHUNK_BARS, fresh.t.length);
  const nextMs = fresh.t.length > CHUNK_BARS ? (fresh.t[CHUNK_BARS] ?? null) : null;
  const skipped = start.before.t.length;
  const bars = concat(start.before, fresh, count);
  // A split that is announced for a later day changes nothing yet.
  adjustColumnsForSplits(calendar, bars, splits, dayText(localDay(calendar, startedMs)));
  const features = computeFeatures(bars, {
    calendar,
    timeframe,
    ...(start.atr === null ? {} : { atrSeed: { index: skipped - 1, atr: start.atr } }),
  });
  const computeMs = deps.now().getTime() - startedMs;

  if (count > 0) {
    await keepPartitions(deps.db, { fromMs: bars.t[skipped] ?? 0, toMs: bars.t.at(-1) ?? 0 });
  }
  await deps.db.transaction(async (tx) => {
    total.written += await writeFeatures(deps, tx, { work, features, from: skipped });
    const throughMs = count > 0 ? (bars.t.at(-1) ?? null) : null;
    await Promise.all([
      updateSeriesComputed(tx, { id: seriesId, expectedMs: dirtyMs, nextMs, throughMs }),
      addJobCounts(tx, {
        executionId: work.executionId,
        symbol: work.symbol,
        timeframes: [timeframe],
        counts: {
          featuresComputed: count,
          computeMs,
          insertMs: deps.now().getTime() - startedMs - computeMs,
        },
      }),
    ]);
  });
  total.computed += count;
  return nextMs;
}

/** Returns how many rows were new or different. */
async function writeFeatures(
  deps: PipelineDeps,
  tx: Db,
  { work, features, from }: { work: FeatureWork; features: FeatureColumns; from: number },
): Promise<number> {
  const { seriesId, throughMs } = work;
  const { batchSize } = deps.policy().backfillOptimization;
  const end = features.t.length;
  let fresh = features.t.findIndex((t, index) => index >= from && t > throughMs);
  if (fresh === -1) fresh = end;
  let written = end - fresh;
  for (let at = from; at < fresh; at += batchSize) {
    const to = Math.min(fresh, at + batchSize);
    written += await upsertFeatures(tx, { seriesId, columns: features, from: at, to });
  }
  await copyFeatures(tx, { seriesId, columns: features, from: fresh, to: end });
  return written;
}

function concat(before: BarColumns, fresh: BarColumns, count: number): BarColumns {
  const skipped = before.t.length;
  const joined = createBarColumns(skipped + count);
  for (const name of ["t", "open", "high", "low", "close", "volume"] as const) {
    joined[name].set(before[name]);
    joined[name].set(fresh[name].subarray(0, count), skipped);
  }
  return joined;
}
