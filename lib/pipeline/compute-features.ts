/** Features of a series from its first dirty bar on, in chunks: read and computed one by one, stored together. */
import type { Db } from "@/lib/db/connect";
import { selectBarColumns, selectWarmUp } from "@/lib/db/queries/candles-read";
import { copyFeatures, type FeatureBatch, upsertFeatures } from "@/lib/db/queries/features-write";
import { addFeatureCounts } from "@/lib/db/queries/jobs";
import {
  type ComputedSeries,
  type SeriesState,
  updateSeriesComputed,
} from "@/lib/db/queries/series";
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

/** A series with something to compute. */
export type FeatureWork = ComputeInput & {
  seriesId: number;
  timeframe: Timeframe;
  calendar: Calendar;
  lookback: number;
  /** Where the next chunk begins. */
  dirtyMs: number;
  /** Oldest bar of the series. */
  firstMs: number;
  /** Newest bar that had features before: later rows are new. */
  throughMs: number;
};

/** Computed and not yet stored. */
export type FeatureChunk = {
  work: FeatureWork;
  features: FeatureColumns;
  /** Rows before this one only warm the windows up. */
  from: number;
  /** Where to go on; null at the end of the series. */
  nextMs: number | null;
  computeMs: number;
};

const CHUNK_BARS = 20_000;
const LAST_INSTANT_MS = 8_640_000_000_000_000;

/** Null when the features of the series are up to date. */
export function openFeatures(deps: PipelineDeps, input: ComputeInput): FeatureWork | null {
  const { dirtyFrom, firstOpenedAt, featuresThrough, timeframe, id } = input.state;
  if (!dirtyFrom || !firstOpenedAt) return null;
  const calendar = calendarFor(deps.exchange, input.assetClass);
  return {
    ...input,
    seriesId: id,
    timeframe,
    calendar,
    lookback: featureLookbackBars(calendar, timeframe),
    dirtyMs: dirtyFrom.getTime(),
    firstMs: firstOpenedAt.getTime(),
    throughMs: featuresThrough?.getTime() ?? Number.NEGATIVE_INFINITY,
  };
}

/** Where a chunk begins, with the bars before it and the state of the recursion at the last of them. */
type Start = { fromMs: number; before: BarColumns; atr: number | null };

/**
 * The bars before the first one to compute, and the stored ATR to go on from. Where there are too few of them, or no
 * ATR among them yet, the computation begins with the first bar of the series: those rows are the same again.
 */
async function findStart(
  deps: PipelineDeps,
  { seriesId, lookback, dirtyMs: fromMs, firstMs }: FeatureWork,
): Promise<Start> {
  const fromTheFirst: Start = { fromMs: firstMs, before: createBarColumns(0), atr: null };
  if (fromMs <= firstMs) return fromTheFirst;
  const query = { seriesId, beforeMs: fromMs, count: lookback };
  const { bars: before, atr } = await selectWarmUp(deps.db, query);
  if (before.t.length < lookback || atr === null) return fromTheFirst;
  return { fromMs, before, atr };
}

/** The next rows of a series, at most a chunk of them. */
export async function computeChunk(deps: PipelineDeps, work: FeatureWork): Promise<FeatureChunk> {
  const { seriesId, calendar, timeframe, splits } = work;
  const start = await findStart(deps, work);
  const fresh = await selectBarColumns(deps.db, {
    seriesId,
    fromMs: start.fromMs,
    toMs: LAST_INSTANT_MS,
    limit: CHUNK_BARS + 1,
  });
  const startedMs = deps.now().getTime();
  const count = Math.min(CHUNK_BARS, fresh.t.length);
  const nextMs = fresh.t.length > CHUNK_BARS ? (fresh.t[CHUNK_BARS] ?? null) : null;
  const from = start.before.t.length;
  const bars = concat(start.before, fresh, count);
  // A split that is announced for a later day changes nothing yet.
  adjustColumnsForSplits(calendar, bars, splits, dayText(localDay(calendar, startedMs)));
  const features = computeFeatures(bars, {
    calendar,
    timeframe,
    ...(start.atr === null ? {} : { atrSeed: { index: from - 1, atr: start.atr } }),
  });
  const computeMs = deps.now().getTime() - startedMs;
  return { work, features, from, nextMs, computeMs };
}

/** Chunks of several series of one symbol in one transaction, each with how far it got. */
export async function storeChunks(
  deps: PipelineDeps,
  chunks: readonly FeatureChunk[],
): Promise<void> {
  const startedMs = deps.now().getTime();
  for (const { features, from } of chunks) {
    const [fromMs, toMs] = [features.t[from], features.t.at(-1)];
    if (fromMs !== undefined && toMs !== undefined) await keepPartitions(deps.db, { fromMs, toMs });
  }
  await deps.db.transaction(async (tx) => {
    await writeFeatures(deps, tx, chunks);
    const insertMs = (deps.now().getTime() - startedMs) / chunks.length;
    await Promise.all([
      updateSeriesComputed(tx, chunks.map(computedOf)),
      countFeatures(tx, chunks, insertMs),
    ]);
  });
}

function computedOf({ work, features, from, nextMs }: FeatureChunk): ComputedSeries {
  const throughMs = features.t.length > from ? (features.t.at(-1) ?? null) : null;
  return { id: work.seriesId, expectedMs: work.dirtyMs, nextMs, throughMs };
}

async function countFeatures(
  tx: Db,
  chunks: readonly FeatureChunk[],
  insertMs: number,
): Promise<void> {
  const [first] = chunks;
  if (!first) return;
  const { executionId, symbol } = first.work;
  const counts = chunks.map(({ work: { timeframe }, features, from, computeMs }) => ({
    timeframe,
    featuresComputed: features.t.length - from,
    computeMs,
    insertMs,
  }));
  await addFeatureCounts(tx, { executionId, symbol, counts });
}

/** Rows that may be there already are compared, the others go straight in. */
async function writeFeatures(
  deps: PipelineDeps,
  tx: Db,
  chunks: readonly FeatureChunk[],
): Promise<void> {
  const { batchSize } = deps.policy().backfillOptimization;
  const fresh: FeatureBatch[] = [];
  for (const { work, features, from } of chunks) {
    const { seriesId, throughMs } = work;
    const end = features.t.length;
    const found = features.t.findIndex((t, index) => index >= from && t > throughMs);
    const known = found === -1 ? end : found;
    for (let at = from; at < known; at += batchSize) {
      const to = Math.min(known, at + batchSize);
      await upsertFeatures(tx, { seriesId, columns: features, from: at, to });
    }
    fresh.push({ seriesId, columns: features, from: known, to: end });
  }
  await copyFeatures(tx, fresh);
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
