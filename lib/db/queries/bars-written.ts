/** Keeps series and jobs in step with the bars that were just written, in the same transaction. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { Timeframe } from "@/lib/domain/vocabulary";
import { numberArray, textArray } from "./run";

export type WrittenSeries = {
  seriesId: number;
  timeframe: Timeframe;
  /** Bars that were looked at: `inserted`, `changed` and, of those the vendor sent, equal ones. */
  processed: number;
  inserted: number;
  changed: number;
  /** Of the bars inserted or changed; null when there were none. */
  firstMs: number | null;
  lastMs: number | null;
};

/** Series: count, ends, and features dirty from the first written bar on. Jobs of the execution: their counters. */
export async function updateBarsWritten(
  tx: Db,
  input: { executionId: string | null; symbol: string; rows: readonly WrittenSeries[] },
): Promise<void> {
  const { rows } = input;
  const numbers = (pick: (row: WrittenSeries) => number | null) =>
    sql`${numberArray(rows.map(pick))}`;
  await tx.execute(sql`
    with written as materialized (
      select id, timeframe, processed, inserted, changed, to_timestamp(first_s) as first, to_timestamp(last_s) as last
      from unnest(${numbers((row) => row.seriesId)}::int[], ${textArray(rows.map(({ timeframe }) => timeframe))}::text[],
        ${numbers((row) => row.processed)}::int[], ${numbers((row) => row.inserted)}::int[],
        ${numbers((row) => row.changed)}::int[], ${numbers((row) => row.firstMs && row.firstMs / 1000)}::float8[],
        ${numbers((row) => row.lastMs && row.lastMs / 1000)}::float8[])
        as row(id, timeframe, processed, inserted, changed, first_s, last_s)
    ), counted as (
      update series set bar_count = bar_count + written.inserted,
        first_opened_at = least(first_opened_at, written.first), last_opened_at = greatest(last_opened_at, written.last),
        dirty_from = least(dirty_from, written.first)
      from written where series.id = written.id and written.first is not null
    )
    update symbol_computation_status as job set records_processed = job.records_processed + written.processed,
      records_inserted = job.records_inserted + written.inserted, records_changed = job.records_changed + written.changed
    from written
    where job.execution_id = ${input.executionId}::uuid and job.symbol = ${input.symbol} and job.timeframe = written.timeframe`);
}
