/** Stored bars and features of one series, newest first, bounded in time on both sides so that partitions are pruned. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { atMs, msOf, rowOf, rowsOf } from "@/lib/db/queries/run";
import type { Bar } from "@/lib/domain/bar";
import type { FeatureRow } from "@/lib/domain/feature-columns";
import type { AssetClass, Timeframe } from "@/lib/domain/vocabulary";

export type SeriesRange = {
  symbol: string;
  timeframe: Timeframe;
  /** Inclusive; null = from the series' first bar. */
  fromMs: number | null;
  /** Exclusive; null = to the series' last bar. */
  toMs: number | null;
  limit: number;
};

export type StoredBar = Bar & { flags: number };

/** Raw bars, newest first. */
export function selectNewestBars(db: Db, range: SeriesRange): Promise<StoredBar[]> {
  return rowsOf<StoredBar>(
    db,
    sql`select ${msOf("opened_at")} as t, open, high, low, close, volume, flags
      from candles where ${inRange(range)} order by opened_at desc limit ${range.limit}`,
  );
}

/** Features as stored, newest first. */
export function selectNewestFeatures(db: Db, range: SeriesRange): Promise<FeatureRow[]> {
  return rowsOf<FeatureRow>(
    db,
    sql`select ${msOf("opened_at")} as t, return_1h, return_1d, log_return, volatility_20,
        volatility_50, atr, rolling_volume_20, volume_ratio, hh, hl, lh, ll, trend_direction,
        structure_label, volatility_regime, trend_regime, compression_regime
      from quant_features where ${inRange(range)} order by opened_at desc limit ${range.limit}`,
  );
}

/** The series' own first and last bar stand in for a missing bound: an open range would open every partition. */
function inRange({ symbol, timeframe, fromMs, toMs }: SeriesRange): SQL {
  const of = (column: string) =>
    sql`(select ${sql.raw(column)} from series where symbol = ${symbol} and timeframe = ${timeframe})`;
  const from = fromMs === null ? of("first_opened_at") : atMs(fromMs);
  const to =
    toMs === null ? sql`opened_at <= ${of("last_opened_at")}` : sql`opened_at < ${atMs(toMs)}`;
  return sql`series_id = ${of("id")} and opened_at >= ${from} and ${to}`;
}

type StoredSplit = { executionDay: string; from: number; to: number };
export type SymbolBasics = { assetClass: AssetClass; splits: StoredSplit[] };

/** What reading a symbol's bars needs besides them; null for a symbol never tracked. */
export function selectSymbolBasics(db: Db, symbol: string): Promise<SymbolBasics | null> {
  return rowOf<SymbolBasics>(
    db,
    sql`select t.asset_class as "assetClass",
        (select coalesce(json_agg(json_build_object('executionDay', execution_date::text,
            'from', split_from, 'to', split_to) order by execution_date), '[]'::json)
          from splits where splits.symbol = t.symbol) as splits
      from tracked_symbols t where t.symbol = ${symbol}`,
  );
}
