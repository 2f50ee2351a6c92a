/** Rolls what was stored or revised of a base stream up into its longer timeframes: touched windows only, chunk by chunk. */

import type { Db } from "@/lib/db/connect";
import { updateBarsWritten } from "@/lib/db/queries/bars-written";
import { selectBarColumns } from "@/lib/db/queries/candles-read";
import { addJobCounts } from "@/lib/db/queries/jobs";
import type { MsRange } from "@/lib/db/queries/multirange";
import { ensureSeries, lockSeries, type SeriesIds } from "@/lib/db/queries/series";
import { selectStream, updateStreamRolledUp } from "@/lib/db/queries/streams";
import type { Bar } from "@/lib/domain/bar";
import type { BarColumns } from "@/lib/domain/bar-columns";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { LONGEST_PAUSE_MS } from "@/lib/domain/gaps";
import { rollUp } from "@/lib/domain/rollup";
import { isFinal, windowAt } from "@/lib/domain/timeframe-windows";
import type { AssetClass, BaseTimeframe, Timeframe } from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import { keepPartitions } from "./partition-keeper";
import { type BarsWritten, writeBars } from "./write-bars";

export type RollUpInput = {
  executionId: string | null;
  symbol: string;
  assetClass: AssetClass;
  base: BaseTimeframe;
};

export type RolledUp = { windows: number; inserted: number; changed: number };

/** Base bars in memory at once. */
const CHUNK_BARS = 20_000;

/** What is rolled up from each base, shortest first; the windows of the last contain whole windows of all others. */
const TARGETS: Record<BaseTimeframe, readonly [...Timeframe[], Timeframe]> = {
  "1m": ["5m", "15m", "30m", "1h", "4h"],
  "1d": ["1w"],
};

/** Every chunk is one transaction with the note that it is done: a killed roll-up goes on with the next chunk. */
export async function rollUpSymbol(deps: PipelineDeps, input: RollUpInput): Promise<RolledUp> {
  const stream = await selectStream(deps.db, { symbol: input.symbol, timeframe: input.base });
  const total = { windows: 0, inserted: 0, changed: 0 };
  if (!stream || stream.rollupDirty.length === 0) return total;

  const work: RollUpWork = {
    ...input,
    calendar: calendarFor(deps.exchange, input.assetClass),
    ids: await ensureSeries(deps.db, input.symbol),
    targets: TARGETS[input.base],
    longest: TARGETS[input.base].at(-1) ?? "4h",
    nowMs: deps.now().getTime(),
    delayMs: deps.provider.capabilities.delayMs,
  };
  for (const dirty of wholeWindows(work, stream.rollupDirty)) {
    await rollUpRange(deps, work, { dirty, total });
  }
  return total;
}

type RollUpWork = RollUpInput & {
  calendar: Calendar;
  ids: SeriesIds;
  targets: readonly Timeframe[];
  longest: Timeframe;
  nowMs: number;
  delayMs: number;
};

async function rollUpRange(
  deps: PipelineDeps,
  work: RollUpWork,
  { dirty, total }: { dirty: MsRange; total: RolledUp },
): Promise<void> {
  let fromMs = dirty.fromMs;
  while (fromMs < dirty.toMs) {
    const columns = await selectBarColumns(deps.db, {
      seriesId: work.ids[work.base],
      fromMs,
      toMs: dirty.toMs,
      limit: CHUNK_BARS,
    });
    const toMs = columns.t.length < CHUNK_BARS ? dirty.toMs : lastWindowStart(work, columns);
    await storeChunk(deps, work, { columns, fromMs, toMs, total });
    fromMs = toMs;
  }
}

/** A full chunk may end inside a window: that window is left to the next chunk. */
function lastWindowStart({ calendar, longest }: RollUpWork, { t }: BarColumns): number {
  return windowAt(calendar, longest, t.at(-1) ?? 0).startMs;
}

type Chunk = MsRange & { columns: BarColumns; total: RolledUp };

async function storeChunk(deps: PipelineDeps, work: RollUpWork, chunk: Chunk): Promise<void> {
  const { calendar, nowMs, delayMs, executionId, symbol, total, ids } = { ...work, ...chunk };
  const startedMs = deps.now().getTime();
  const rolled = work.targets.map((timeframe) => ({
    seriesId: ids[timeframe],
    bars: [
      ...rollUp(barsBefore(chunk.columns, chunk.toMs), { calendar, timeframe, nowMs, delayMs }),
    ],
  }));
  const fromMs = rolled.at(-1)?.bars[0]?.t ?? chunk.fromMs;
  await keepPartitions(deps.db, { fromMs, toMs: chunk.toMs });
  const computeMs = deps.now().getTime() - startedMs;

  const rows = await deps.db.transaction(async (tx) => {
    const written = await writeRolled(deps, tx, rolled);
    await Promise.all([
      updateBarsWritten(tx, { executionId, symbol, rows: written.map(withoutEqualOnes) }),
      updateStreamRolledUp(tx, {
        symbol,
        timeframe: work.base,
        done: [{ fromMs: chunk.fromMs, toMs: finalBefore(work, chunk) }],
      }),
      addJobCounts(tx, {
        executionId,
        symbol,
        timeframes: work.targets,
        counts: { computeMs, insertMs: deps.now().getTime() - startedMs - computeMs },
      }),
    ]);
    return written;
  });
  for (const { processed, inserted, changed } of rows) {
    total.windows += processed;
    total.inserted += inserted;
    total.changed += changed;
  }
}

/** The windows still open are rolled up again by each attempt: only what that has changed counts. */
function withoutEqualOnes(written: BarsWritten): BarsWritten {
  return { ...written, processed: written.inserted + written.changed };
}

type RolledSeries = { seriesId: number; bars: readonly Bar[] };

async function writeRolled(
  deps: PipelineDeps,
  tx: Db,
  rolled: readonly RolledSeries[],
): Promise<BarsWritten[]> {
  const states = await lockSeries(
    tx,
    rolled.map(({ seriesId }) => seriesId),
  );
  const { batchSize } = deps.policy().backfillOptimization;
  const series = rolled.flatMap(({ seriesId, bars }) => {
    const state = states.get(seriesId);
    return state ? [{ state, bars, suspects: NONE }] : [];
  });
  return writeBars(tx, { series, batchSize });
}

const NONE: ReadonlySet<number> = new Set();

/** The window still open stays dirty until it is final. */
function finalBefore({ calendar, longest, nowMs, delayMs }: RollUpWork, chunk: Chunk): number {
  const newest = windowAt(calendar, longest, chunk.columns.t.at(-1) ?? chunk.fromMs);
  const isDone = isFinal(calendar, longest, newest.startMs, { nowMs, delayMs });
  return isDone ? chunk.toMs : Math.min(chunk.toMs, newest.startMs);
}

function* barsBefore(columns: BarColumns, toMs: number): Generator<Bar> {
  const { t, open, high, low, close, volume } = columns;
  for (let index = 0; index < t.length && (t[index] ?? toMs) < toMs; index += 1) {
    yield {
      t: t[index] ?? 0,
      open: open[index] ?? 0,
      high: high[index] ?? 0,
      low: low[index] ?? 0,
      close: close[index] ?? 0,
      volume: volume[index] ?? 0,
    };
  }
}

/**
 * Dirty ranges widened to whole windows of the longest timeframe. Ranges with no more than a pause of the market between
 * them become one: nights and weekends hold no bars, and a window rolled up again comes out the same.
 */
function wholeWindows({ calendar, longest }: RollUpWork, dirty: readonly MsRange[]): MsRange[] {
  const whole: MsRange[] = [];
  for (const range of dirty) {
    const fromMs = windowAt(calendar, longest, range.fromMs).startMs;
    const toMs = windowAt(calendar, longest, range.toMs - 1).endMs;
    const last = whole.at(-1);
    if (last && fromMs <= last.toMs + LONGEST_PAUSE_MS) last.toMs = Math.max(last.toMs, toMs);
    else whole.push({ fromMs, toMs });
  }
  return whole;
}
