/** Stores computed features: new and different rows only, one statement a batch. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import {
  COUNT_FEATURES,
  type FeatureColumns,
  LABEL_FEATURES,
  type LabelFeature,
  NUMERIC_FEATURES,
} from "@/lib/domain/feature-columns";
import { atMs, numberArray, rowOf, textArray } from "./run";

const LABELS = [
  "trend_direction",
  "structure_label",
  "volatility_regime",
  "trend_regime",
  "compression_regime",
] as const satisfies readonly LabelFeature[];

const COLUMNS = [...NUMERIC_FEATURES, ...COUNT_FEATURES, ...LABELS];
const list = (prefix: string) => sql.raw(COLUMNS.map((name) => `${prefix}${name}`).join(", "));

/** Writes the rows `[from, to)` of the columns; returns how many were new or different. */
export async function upsertFeatures(
  db: Db,
  input: { seriesId: number; columns: FeatureColumns; from: number; to: number },
): Promise<number> {
  const { seriesId, columns, from, to } = input;
  if (from >= to) return 0;
  const firstMs = columns.t[from] ?? 0;
  const lastMs = columns.t[to - 1] ?? 0;
  const row = await rowOf<{ written: number }>(
    db,
    sql`with input as materialized (
        select to_timestamp(ms / 1000) as opened_at, ${list("")}
        from unnest(${parameters(columns, from, to)}) as given(ms, ${list("")})
      ), stored as materialized (
        select opened_at, ${list("")} from quant_features
        where series_id = ${seriesId} and opened_at >= ${atMs(firstMs)} and opened_at <= ${atMs(lastMs)}
      ), diff as materialized (
        select input.* from input left join stored using (opened_at)
        where stored.opened_at is null or (${list("stored.")}) is distinct from (${list("input.")})
      ), written as (
        insert into quant_features (series_id, opened_at, ${list("")})
        select ${seriesId}::int, opened_at, ${list("")} from diff
        on conflict (series_id, opened_at) do update set ${sql.raw(COLUMNS.map((name) => `${name} = excluded.${name}`).join(", "))}
      )
      select count(*)::int as written from diff`,
  );
  return row?.written ?? 0;
}

function parameters(columns: FeatureColumns, from: number, to: number): SQL {
  const arrays = [
    sql`${numberArray(columns.t, from, to)}::float8[]`,
    ...NUMERIC_FEATURES.map((name) => sql`${numberArray(columns[name], from, to)}::float8[]`),
    ...COUNT_FEATURES.map((name) => sql`${numberArray(columns[name], from, to)}::int2[]`),
    ...LABELS.map((name) => sql`${labelArray(name, columns[name], from, to)}::text[]`),
  ];
  return sql.join(arrays, sql`, `);
}

function labelArray(name: LabelFeature, indexes: Int8Array, from: number, to: number): string {
  const labels: readonly string[] = LABEL_FEATURES[name];
  return textArray(Array.from(indexes.subarray(from, to), (index) => labels[index] ?? null));
}

/** Stored ATR of one bar: where an incremental computation takes up the recursion. Null in warm-up or when not stored. */
export async function selectStoredAtr(
  db: Db,
  input: { seriesId: number; atMs: number },
): Promise<number | null> {
  const row = await rowOf<{ atr: number | null }>(
    db,
    sql`select atr from quant_features where series_id = ${input.seriesId} and opened_at = ${atMs(input.atMs)}`,
  );
  return row?.atr ?? null;
}
