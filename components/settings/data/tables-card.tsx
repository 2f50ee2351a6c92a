"use client";
/** Every table with its size, what it is kept for, and its partitions. */
import { parseAsString, useQueryState } from "nuqs";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import type { Column } from "@/components/ui/table-columns";
import type { ResponseOf } from "@/lib/client/call";
import { formatBytes, formatCompact, formatCount, plural } from "@/lib/client/format";
import type { StoredPartition } from "./prepare-drop";

type Storage = ResponseOf<"storage">;
type Table = Storage["tables"][number];

const COLUMNS: readonly Column<Table>[] = [
  {
    key: "name",
    header: "Table",
    phone: "headline",
    sortBy: ({ name }) => name,
    cell: ({ name }) => <code className="font-mono text-small">{name}</code>,
  },
  {
    key: "bytes",
    header: "Size",
    align: "right",
    sortBy: ({ bytes }) => bytes,
    cell: ({ bytes }) => formatBytes(bytes),
  },
  {
    key: "rows",
    header: "Rows, about",
    align: "right",
    sortBy: ({ rows_estimate }) => rows_estimate,
    cell: ({ rows_estimate }) => formatCompact(rows_estimate),
  },
  {
    key: "partitions",
    header: "Partitions",
    align: "right",
    cell: ({ partitions }) => (partitions === 0 ? "–" : formatCount(partitions)),
  },
  {
    key: "keep",
    header: "Kept",
    align: "right",
    cell: ({ keep_days }) => (keep_days === null ? "for ever" : plural(keep_days, "day")),
  },
];

export function TablesCard({ storage }: { storage: Storage }) {
  const [sort, setSort] = useQueryState(
    "sort",
    parseAsString.withDefault("-bytes").withOptions({ history: "replace" }),
  );
  return (
    <Card title="Tables" note="indexes included; rows as the planner counts them">
      <DataTable
        caption="Tables by size"
        columns={COLUMNS}
        rows={storage.tables}
        rowKey={({ name }) => name}
        sort={sort}
        onSort={(next) => void setSort(next)}
      />
      <details className="mt-4">
        <summary className="font-medium">
          {plural(storage.partitions.length, "partition")} of candles and features
        </summary>
        <DataTable
          caption="Partitions, oldest first"
          columns={PARTITION_COLUMNS}
          rows={storage.partitions}
          rowKey={({ name }) => name}
          className="mt-2"
        />
      </details>
    </Card>
  );
}

const PARTITION_COLUMNS: readonly Column<StoredPartition>[] = [
  {
    key: "name",
    header: "Partition",
    phone: "headline",
    cell: ({ name }) => <code className="font-mono text-small">{name}</code>,
  },
  { key: "from", header: "From", cell: ({ from }) => from.slice(0, 10) },
  { key: "to", header: "Before", cell: ({ to }) => to.slice(0, 10) },
  { key: "bytes", header: "Size", align: "right", cell: ({ bytes }) => formatBytes(bytes) },
  {
    key: "rows",
    header: "Rows, about",
    align: "right",
    cell: ({ rows_estimate }) => formatCompact(rows_estimate),
  },
];
