/** Stores bars: one statement a batch writes what is new or differs, and leaves equal rows alone. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { Bar } from "@/lib/domain/bar";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import { type MsRange, multirangeOf } from "./multirange";
import { atMs, numberArray, rowOf } from "./run";

/** `inserted + changed + unchanged` is the number of bars given. */
export type WriteCounts = { inserted: number; changed: number; unchanged: number };

export const SUSPECT_FLAG = 1;

/** Bars of a rolled-up series, ascending and each once. Marks the series' features dirty from the first bar that was touched. */
export async function upsertBars(
  db: Db,
  input: { seriesId: number; bars: readonly Bar[] },
): Promise<WriteCounts> {
  if (input.bars.length === 0) return { inserted: 0, changed: 0, unchanged: 0 };
  const row = await rowOf<CountRow>(
    db,
    sql`with ${diffAndWrite(input.seriesId, input.bars, NO_SUSPECTS)}
      ${updateSeries(input.seriesId)}
      select inserted, changed from counts`,
  );
  return countsOf(row, input.bars.length);
}

export type BaseBars = {
  symbol: string;
  timeframe: BaseTimeframe;
  seriesId: number;
  bars: readonly Bar[];
  /** `t` of the bars to flag; flags of rows that are equal otherwise stay as they are. */
  suspects: ReadonlySet<number>;
  /** Zone of the market's trading days. */
  timeZone: "America/New_York" | "UTC";
  /** Width of the windows in which touched bars are noted for the roll-up: the longest of those made from this base. */
  dirtyBucketMs: number;
  /** What the answer covered; taken off what remains to be fetched. */
  answered: MsRange;
};

/**
 * Bars as the vendor gave them, with everything that must stay in step with them in the same statement: coverage per
 * day, what remains to be fetched, what is to be rolled up, and the series' own counts.
 */
export async function upsertBaseBars(db: Db, input: BaseBars): Promise<WriteCounts> {
  const { symbol, timeframe, seriesId, bars, answered, dirtyBucketMs } = input;
  const row = await rowOf<CountRow>(
    db,
    sql`with ${diffAndWrite(seriesId, bars, input.suspects)}
      ${updateSeries(seriesId)}, covered as (
        insert into coverage_days (symbol, timeframe, day, bar_count, first_opened_at, last_opened_at)
        select ${symbol}, ${timeframe}, (opened_at at time zone ${input.timeZone})::date, count(*), min(opened_at), max(opened_at)
        from diff where is_new group by 3
        on conflict (symbol, timeframe, day) do update set
          bar_count = coverage_days.bar_count + excluded.bar_count,
          first_opened_at = least(coverage_days.first_opened_at, excluded.first_opened_at),
          last_opened_at = greatest(coverage_days.last_opened_at, excluded.last_opened_at),
          updated_at = now()
      ), touched as (
        select range_agg(tstzrange(to_timestamp(bucket), to_timestamp(bucket + ${dirtyBucketMs / 1000}::float8))) as windows
        from (select distinct floor(date_part('epoch', opened_at) / ${dirtyBucketMs / 1000}::float8) * ${dirtyBucketMs / 1000}::float8 as bucket from diff) as buckets
      ), stream as (
        update base_streams set
          stored_from = least(stored_from, (select min(opened_at) from input)),
          stored_through = greatest(stored_through, (select max(opened_at) from input)),
          fetch_remaining = fetch_remaining - ${multirangeOf([answered])},
          rollup_dirty = rollup_dirty + coalesce((select windows from touched), '{}'::tstzmultirange),
          updated_at = now()
        where symbol = ${symbol} and timeframe = ${timeframe}
      )
      select inserted, changed from counts`,
  );
  return countsOf(row, bars.length);
}

type CountRow = { inserted: number; changed: number };

const NO_SUSPECTS: ReadonlySet<number> = new Set();

function countsOf(row: CountRow | null, given: number): WriteCounts {
  const inserted = row?.inserted ?? 0;
  const changed = row?.changed ?? 0;
  return { inserted, changed, unchanged: given - inserted - changed };
}

/** CTEs `input`, `diff` (new or different), `written`, `counts`. The range bounds let PostgreSQL leave other partitions alone. */
function diffAndWrite(seriesId: number, bars: readonly Bar[], suspects: ReadonlySet<number>): SQL {
  const firstMs = bars[0]?.t ?? 0;
  const lastMs = bars.at(-1)?.t ?? 0;
  const column = (pick: (bar: Bar) => number) => sql`${numberArray(bars.map(pick))}`;
  return sql`input as materialized (
      select to_timestamp(seconds) as opened_at, flags, open, high, low, close, volume
      from unnest(${column((bar) => bar.t / 1000)}::float8[], ${column((bar) => (suspects.has(bar.t) ? SUSPECT_FLAG : 0))}::int4[],
        ${column((bar) => bar.open)}::float8[], ${column((bar) => bar.high)}::float8[], ${column((bar) => bar.low)}::float8[],
        ${column((bar) => bar.close)}::float8[], ${column((bar) => bar.volume)}::float8[])
        as given(seconds, flags, open, high, low, close, volume)
    ), stored as materialized (
      select opened_at, open, high, low, close, volume from candles
      where series_id = ${seriesId} and opened_at >= ${atMs(firstMs)} and opened_at <= ${atMs(lastMs)}
    ), diff as materialized (
      select input.*, stored.opened_at is null as is_new
      from input left join stored using (opened_at)
      where stored.opened_at is null
        or (stored.open, stored.high, stored.low, stored.close, stored.volume)
          is distinct from (input.open, input.high, input.low, input.close, input.volume)
    ), written as (
      insert into candles (series_id, flags, opened_at, open, high, low, close, volume)
      select ${seriesId}::int, flags, opened_at, open, high, low, close, volume from diff
      on conflict (series_id, opened_at) do update set flags = excluded.flags, open = excluded.open,
        high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
    ), counts as (
      select count(*) filter (where is_new)::int as inserted, count(*) filter (where not is_new)::int as changed,
        min(opened_at) as first, max(opened_at) as last from diff
    )`;
}

function updateSeries(seriesId: number): SQL {
  return sql`, numbered as (
      update series set bar_count = bar_count + counts.inserted,
        first_opened_at = least(first_opened_at, counts.first), last_opened_at = greatest(last_opened_at, counts.last),
        dirty_from = least(dirty_from, counts.first)
      from counts where series.id = ${seriesId} and counts.first is not null
    )`;
}
