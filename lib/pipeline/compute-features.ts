/** Features of one series from its first dirty bar on: in chunks, each stored in one transaction with how far it got. */
import { selectBarColumns, selectBarsBefore } from "@/lib/db/queries/candles-read";
import { selectStoredAtr, upsertFeatures } from "@/lib/db/queries/features-write";
import { addJobCounts } from "@/lib/db/queries/jobs";
import { ensureSeries, selectSeriesState, updateSeriesDirty } from "@/lib/db/queries/series";
import { selectSplits } from "@/lib/db/queries/splits";
import { adjustColumnsForSplits, type Split } from "@/lib/domain/adjust-splits";
import { type BarColumns, createBarColumns } from "@/lib/domain/bar-columns";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { dayText } from "@/lib/domain/calendar-days";
import { computeFeatures, featureLookbackBars } from "@/lib/domain/features";
import { localDay } from "@/lib/domain/timeframe-windows";
import type { AssetClass, Timeframe } from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import { keepPartitions } from "./partition-keeper";

export type ComputeInput = {
  executionId: string | null;
  symbol: string;
  assetClass: AssetClass;
  timeframe: Timeframe;
};

/** `computed`: rows calculated; `written`: those of them that were new or different. */
export type Computed = { computed: number; written: number };

const CHUNK_BARS = 20_000;
const LAST_INSTANT_MS = 8_640_000_000_000_000;

export async function computeSymbolFeatures(
  deps: PipelineDeps,
  input: ComputeInput,
): Promise<Computed> {
  const total: Computed = { computed: 0, written: 0 };
  const seriesId = (await ensureSeries(deps.db, input.symbol))[input.timeframe];
  const state = await selectSeriesState(deps.db, seriesId);
  if (!state?.dirtyFrom || !state.firstOpenedAt) return total;

  const calendar = calendarFor(deps.exchange, input.assetClass);
  const work: FeatureWork = {
    ...input,
    seriesId,
    calendar,
    lookback: featureLookbackBars(calendar, input.timeframe),
    splits: (await selectSplits(deps.db, input.symbol)).map(
      ({ executionDay, splitFrom, splitTo }) => ({ executionDay, from: splitFrom, to: splitTo }),
    ),
  };
  let fromMs: number | null = state.dirtyFrom.getTime();
  const firstMs = state.firstOpenedAt.getTime();
  while (fromMs !== null) {
    const start = await findStart(deps, work, { fromMs, firstMs });
    fromMs = await computeChunk(deps, work, { start, dirtyMs: fromMs, total });
  }
  return total;
}

type FeatureWork = ComputeInput & {
  seriesId: number;
  calendar: Calendar;
  lookback: number;
  splits: readonly Split[];
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
  const before = await selectBarsBefore(deps.db, { seriesId, beforeMs: fromMs, count: lookback });
  const lastMs = before.t.at(-1);
  if (before.t.length < lookback || lastMs === undefined) return fromTheFirst;
  const atr = await selectStoredAtr(deps.db, { seriesId, atMs: lastMs });
  return atr === null ? fromTheFirst : { fromMs, before, atr };
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

  const { batchSize } = deps.policy().backfillOptimization;
  if (count > 0) {
    await keepPartitions(deps.db, { fromMs: bars.t[skipped] ?? 0, toMs: bars.t.at(-1) ?? 0 });
  }
  await deps.db.transaction(async (tx) => {
    for (let from = skipped; from < bars.t.length; from += batchSize) {
      const to = Math.min(bars.t.length, from + batchSize);
      total.written += await upsertFeatures(tx, { seriesId, columns: features, from, to });
    }
    await updateSeriesDirty(tx, { id: seriesId, expectedMs: dirtyMs, nextMs });
    await addJobCounts(tx, {
      executionId: work.executionId,
      symbol: work.symbol,
      timeframes: [timeframe],
      counts: {
        featuresComputed: count,
        computeMs,
        insertMs: deps.now().getTime() - startedMs - computeMs,
      },
    });
  });
  total.computed += count;
  return nextMs;
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
