/** What the database holds, and for how long. */
import type { ResponseBody } from "@/lib/contract/response-body";
import type { Db } from "@/lib/db/connect";
import {
  type StoredPartition,
  selectDatabaseBytes,
  selectStoredPartitions,
  selectStoredTables,
} from "@/lib/db/queries/read/storage";
import { partitionSpan } from "@/lib/domain/partition-span";
import { toInstant } from "./wire";

type Response = ResponseBody<"storage">;

export type StorageFacts = {
  /** Days to keep by table; `bars` are candles and features. Null: for ever. */
  keptDays: Response["retention"];
  lastPrune: Response["last_prune"];
  lastBackup: { name: string; at: Date; bytes: number } | null;
};

export async function viewStorage(
  { db, now }: { db: Db; now: Date },
  facts: StorageFacts,
): Promise<Response> {
  const [bytes, tables, partitions] = await Promise.all([
    selectDatabaseBytes(db),
    selectStoredTables(db),
    selectStoredPartitions(db),
  ]);
  const { keptDays, lastPrune, lastBackup } = facts;
  const keepBars = keptDays.bars;
  const daysOf = new Map<string, number | null>(Object.entries(keptDays));
  return {
    timestamp: toInstant(now),
    database_bytes: bytes,
    tables: tables.map(({ schema, name, bytes: size, rows, partitions: count }) => ({
      name: schema === "public" ? name : `${schema}.${name}`,
      bytes: size,
      rows_estimate: Math.round(rows),
      partitions: count,
      keep_days: count > 0 ? keepBars : (daysOf.get(name) ?? null),
    })),
    partitions: partitions.flatMap(toPartition),
    keep_bars_days: keepBars,
    retention: keptDays,
    last_prune: lastPrune,
    last_backup: lastBackup && { ...lastBackup, at: toInstant(lastBackup.at) },
  };
}

function toPartition({ name, table, bytes, rows }: StoredPartition): Response["partitions"] {
  const span = partitionSpan(name.slice(table.length + 1));
  if (span === null) return [];
  return [
    {
      name,
      table,
      from: toInstant(new Date(span.fromMs)),
      to: toInstant(new Date(span.toMs)),
      bytes,
      rows_estimate: Math.round(rows),
    },
  ];
}
