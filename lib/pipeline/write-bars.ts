/** Writes bars inside a transaction: later ones than any stored of their series go straight in, the others are compared. */

import type { Db } from "@/lib/db/connect";
import type { WrittenSeries } from "@/lib/db/queries/bars-written";
import { type BarBatch, copyBars, upsertBars } from "@/lib/db/queries/candles-write";
import type { SeriesState } from "@/lib/db/queries/series";
import type { Bar } from "@/lib/domain/bar";
import { batchesOf } from "./batches";

export type SeriesBars = {
  /** As `lockSeries` gave it in this transaction. */
  state: SeriesState;
  /** Ascending, each once. */
  bars: readonly Bar[];
  suspects: ReadonlySet<number>;
};

/** `insertedMs` and `changedMs`: open times of what was written, ascending. */
export type BarsWritten = WrittenSeries & { insertedMs: number[]; changedMs: number[] };

/** One answer for each of `series`, in their order; `batchSize`: bars compared by one statement. */
export async function writeBars(
  tx: Db,
  { series, batchSize }: { series: readonly SeriesBars[]; batchSize: number },
): Promise<BarsWritten[]> {
  const written: BarsWritten[] = [];
  const fresh: BarBatch[] = [];
  for (const { state, bars, suspects } of series) {
    const cut = firstAfter(bars, state.lastOpenedAt);
    const insertedMs: number[] = [];
    const changedMs: number[] = [];
    for (const batch of batchesOf(bars.slice(0, cut), batchSize)) {
      const touched = await upsertBars(tx, { seriesId: state.id, bars: batch, suspects });
      insertedMs.push(...touched.insertedMs);
      changedMs.push(...touched.changedMs);
    }
    const later = bars.slice(cut);
    fresh.push({ seriesId: state.id, bars: later, suspects });
    for (const { t } of later) insertedMs.push(t);
    written.push({
      seriesId: state.id,
      timeframe: state.timeframe,
      processed: bars.length,
      inserted: insertedMs.length,
      changed: changedMs.length,
      firstMs: least(insertedMs[0], changedMs[0]),
      lastMs: greatest(insertedMs.at(-1), changedMs.at(-1)),
      insertedMs,
      changedMs,
    });
  }
  await copyBars(tx, fresh);
  return written;
}

function firstAfter(bars: readonly Bar[], last: Date | null): number {
  const lastMs = last?.getTime() ?? Number.NEGATIVE_INFINITY;
  const cut = bars.findIndex(({ t }) => t > lastMs);
  return cut === -1 ? bars.length : cut;
}

function least(a: number | undefined, b: number | undefined): number | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  return Math.min(a, b);
}

function greatest(a: number | undefined, b: number | undefined): number | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  return Math.max(a, b);
}
