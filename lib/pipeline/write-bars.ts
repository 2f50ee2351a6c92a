/** Writes the bars of one series inside a transaction: later ones than any stored go straight in, the others are compared. */

import type { Db } from "@/lib/db/connect";
import type { WrittenSeries } from "@/lib/db/queries/bars-written";
import { insertBars, upsertBars } from "@/lib/db/queries/candles-write";
import type { SeriesState } from "@/lib/db/queries/series";
import type { Bar } from "@/lib/domain/bar";
import { batchesOf } from "./batches";

export type WriteInput = {
  /** As `lockSeries` gave it in this transaction. */
  state: SeriesState;
  /** Ascending, each once. */
  bars: readonly Bar[];
  suspects: ReadonlySet<number>;
  batchSize: number;
};

/** `insertedMs` and `changedMs`: open times of what was written, ascending. */
export type BarsWritten = WrittenSeries & { insertedMs: number[]; changedMs: number[] };

export async function writeBars(tx: Db, input: WriteInput): Promise<BarsWritten> {
  const { state, bars, suspects, batchSize } = input;
  const lastMs = state.lastOpenedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const cut = bars.findIndex(({ t }) => t > lastMs);
  const known = cut === -1 ? bars : bars.slice(0, cut);
  const fresh = cut === -1 ? [] : bars.slice(cut);
  const insertedMs: number[] = [];
  const changedMs: number[] = [];
  for (const batch of batchesOf(known, batchSize)) {
    const touched = await upsertBars(tx, { seriesId: state.id, bars: batch, suspects });
    insertedMs.push(...touched.insertedMs);
    changedMs.push(...touched.changedMs);
  }
  for (const batch of batchesOf(fresh, batchSize)) {
    await insertBars(tx, { seriesId: state.id, bars: batch, suspects });
  }
  for (const { t } of fresh) insertedMs.push(t);
  return {
    seriesId: state.id,
    timeframe: state.timeframe,
    processed: bars.length,
    inserted: insertedMs.length,
    changed: changedMs.length,
    firstMs: least(insertedMs[0], changedMs[0]),
    lastMs: greatest(insertedMs.at(-1), changedMs.at(-1)),
    insertedMs,
    changedMs,
  };
}

function least(a: number | undefined, b: number | undefined): number | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  return Math.min(a, b);
}

function greatest(a: number | undefined, b: number | undefined): number | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  return Math.max(a, b);
}
