/** Stores computed features: rows known to be new go straight in, others only where they differ. */
import { type SQL, sql } from "drizzle-orm";
import { BinaryRows } from "@/lib/db/binary-rows";
import type { Db } from "@/lib/db/connect";
import { copyWith } from "@/lib/db/copy-into";
import {
  COUNT_FEATURES,
  type FeatureColumns,
  LABEL_FEATURES,
  type LabelFeature,
  NUMERIC_FEATURES,
} from "@/lib/domain/feature-columns";
import { atMs, numberArray } from "./run";

const LABELS = [
  "trend_direction",
  "structure_label",
  "volatility_regime",
  "trend_regime",
  "compression_regime",
] as const satisfies readonly LabelFeature[];

const LABEL_BYTES = Object.fromEntries(
  LABELS.map((name) => [name, LABEL_FEATURES[name].map((word) => Buffer.from(word))]),
) as Record<LabelFeature, Buffer[]>;
/** Of a binary row without nulls. */
const ROW_BYTES = 250;

const COLUMNS = [...NUMERIC_FEATURES, ...COUNT_FEATURES, ...LABELS];
const list = (prefix: string) => sql.raw(COLUMNS.map((name) => `${prefix}${name}`).join(", "));
const EXCLUDED = sql.raw(COLUMNS.map((name) => `${name} = excluded.${name}`).join(", "));

/** The rows `[from, to)` of the columns, which are ascending in time. */
export type FeatureBatch = { seriesId: number; columns: FeatureColumns; from: number; to: number };

/** Rows later than any stored one of their series. */
export async function copyFeatures(tx: Db, batches: readonly FeatureBatch[]): Promise<void> {
  const count = batches.reduce((sum, { from, to }) => sum + to - from, 0);
  if (count === 0) return;
  const rows = new BinaryRows(count * ROW_BYTES);
  for (const batch of batches) addRows(rows, batch);
  await copyWith(
    tx,
    `copy quant_features (series_id, opened_at, ${COLUMNS.join(", ")}) from stdin (format binary)`,
    rows.end(),
  );
}

function addRows(rows: BinaryRows, { seriesId, columns, from, to }: FeatureBatch): void {
  for (let index = from; index < to; index += 1) {
    rows.begin(2 + COLUMNS.length);
    rows.int4(seriesId);
    rows.instant(columns.t[index] ?? Number.NaN);
    for (const name of NUMERIC_FEATURES) rows.float8(columns[name][index] ?? Number.NaN);
    for (const name of COUNT_FEATURES) rows.int2(columns[name][index] ?? Number.NaN);
    for (const name of LABELS) rows.bytes(LABEL_BYTES[name][columns[name][index] ?? -1]);
  }
}

/** Writes what is new or differs. */
export async function upsertFeatures(db: Db, batch: FeatureBatch): Promise<void> {
  const { seriesId, columns, from, to } = batch;
  if (from >= to) return;
  await db.execute(
    sql`with input as materialized (
        select to_timestamp(ms / 1000) as opened_at, ${list("")} from ${given(batch)}
      ), diff as materialized (
        select input.* from input left join quant_features as stored
          on stored.series_id = ${seriesId} and stored.opened_at = input.opened_at
          and stored.opened_at >= ${atMs(columns.t[from] ?? 0)} and stored.opened_at <= ${atMs(columns.t[to - 1] ?? 0)}
        where stored.opened_at is null or (${list("stored.")}) is distinct from (${list("input.")})
      )
      insert into quant_features (series_id, opened_at, ${list("")})
      select ${seriesId}::int, opened_at, ${list("")} from diff
      on conflict (series_id, opened_at) do update set ${EXCLUDED}`,
  );
}

/** A FROM item with the columns ms and every feature. */
function given({ columns, from, to }: FeatureBatch): SQL {
  const arrays = [
    sql`${numberArray(columns.t, from, to)}::float8[]`,
    ...NUMERIC_FEATURES.map((name) => sql`${numberArray(columns[name], from, to)}::float8[]`),
    ...COUNT_FEATURES.map((name) => sql`${numberArray(columns[name], from, to)}::int2[]`),
    ...LABELS.map((name) => sql`${labelArray(name, columns[name], { from, to })}::text[]`),
  ];
  return sql`unnest(${sql.join(arrays, sql`, `)}) as given(ms, ${list("")})`;
}

/** Labels are plain words, which array literals take as they are. */
function labelArray(
  name: LabelFeature,
  indexes: Int8Array,
  { from, to }: { from: number; to: number },
): string {
  const labels: readonly string[] = LABEL_FEATURES[name];
  const parts = Array.from(indexes.subarray(from, to), (index) => labels[index] ?? "NULL");
  return `{${parts.join(",")}}`;
}
