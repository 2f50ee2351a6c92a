/** Stores bars: one statement a batch writes what is new or differs, and leaves equal rows alone. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { Bar } from "@/lib/domain/bar";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import { atMs, numberArray, rowOf } from "./run";

/** What a batch did. `inserted + changed + unchanged` is the number of bars given; first and last are of the rows written. */
export type BarsWritten = {
  inserted: number;
  changed: number;
  unchanged: number;
  firstMs: number | null;
  lastMs: number | null;
};

export const SUSPECT_FLAG = 1;

/** Bars of a rolled-up series, ascending and each once. */
export async function upsertBars(
  db: Db,
  input: { seriesId: number; bars: readonly Bar[] },
): Promise<BarsWritten> {
  if (input.bars.length === 0) return NOTHING;
  const row = await rowOf<WrittenRow>(
    db,
    sql`with ${diffAndWrite(input.seriesId, input.bars, NO_SUSPECTS)} select ${WRITTEN} from diff`,
  );
  return writtenOf(row, input.bars.length);
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
  /** Width of the windows in which written bars are reported for the roll-up. */
  bucketMs: number;
};

/** Bars as the vendor gave them, and the coverage of their trading days with them; `bucketsMs` are the starts of the windows with written bars. */
export async function upsertBaseBars(
  db: Db,
  input: BaseBars,
): Promise<BarsWritten & { bucketsMs: number[] }> {
  const { symbol, timeframe, seriesId, bars } = input;
  if (bars.length === 0) return { ...NOTHING, bucketsMs: [] };
  const bucketSeconds = sql`${input.bucketMs / 1000}::float8`;
  const row = await rowOf<WrittenRow & { buckets: number[] }>(
    db,
    sql`with ${diffAndWrite(seriesId, bars, input.suspects)}, covered as (
        insert into coverage_days (symbol, timeframe, day, bar_count, first_opened_at, last_opened_at)
        select ${symbol}, ${timeframe}, (opened_at at time zone ${input.timeZone})::date, count(*), min(opened_at), max(opened_at)
        from diff where is_new group by 3
        on conflict (symbol, timeframe, day) do update set
          bar_count = coverage_days.bar_count + excluded.bar_count,
          first_opened_at = least(coverage_days.first_opened_at, excluded.first_opened_at),
          last_opened_at = greatest(coverage_days.last_opened_at, excluded.last_opened_at),
          updated_at = now()
      )
      select ${WRITTEN}, coalesce(json_agg(distinct floor(date_part('epoch', opened_at) / ${bucketSeconds}) * ${bucketSeconds}), '[]') as buckets
      from diff`,
  );
  const bucketsMs = (row?.buckets ?? [])
    .filter((seconds) => seconds !== null)
    .map((seconds) => seconds * 1000);
  return { ...writtenOf(row, bars.length), bucketsMs };
}

type WrittenRow = { inserted: number; changed: number; first: number | null; last: number | null };

const NOTHING: BarsWritten = { inserted: 0, changed: 0, unchanged: 0, firstMs: null, lastMs: null };
const NO_SUSPECTS: ReadonlySet<number> = new Set();

const WRITTEN =
  sql.raw(`count(*) filter (where is_new)::int as inserted, count(*) filter (where not is_new)::int as changed,
  (date_part('epoch', min(opened_at)) * 1000)::float8 as first, (date_part('epoch', max(opened_at)) * 1000)::float8 as last`);

function writtenOf(row: WrittenRow | null, given: number): BarsWritten {
  const inserted = row?.inserted ?? 0;
  const changed = row?.changed ?? 0;
  return {
    inserted,
    changed,
    unchanged: given - inserted - changed,
    firstMs: row?.first ?? null,
    lastMs: row?.last ?? null,
  };
}

/** CTEs `input`, `stored`, `diff` (new or different) and `written`. The range bounds let PostgreSQL leave other partitions alone. */
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
    )`;
}
