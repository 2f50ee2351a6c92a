/** Recovery times per type of failure, with what is done when it happens. */
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/client/format";
import { failureWords, type RtoRow, rtoState } from "./slo-words";

const COLUMNS: readonly Column<RtoRow>[] = [
  {
    key: "type",
    header: "Failure",
    phone: "headline",
    cell: (row) => (
      <details>
        <summary className="font-medium">{failureWords(row.failure_type)}</summary>
        <ol className="mt-1 max-w-prose list-decimal pl-5 text-ink-2 text-small">
          {row.procedure.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
    ),
  },
  { key: "state", header: "State", cell: (row) => <Status state={rtoState(row)} /> },
  {
    key: "target",
    header: "RTO",
    align: "right",
    cell: (row) => formatDuration(row.target_seconds),
  },
  { key: "last", header: "Last", align: "right", cell: (row) => formatDuration(row.last_seconds) },
  {
    key: "median",
    header: "Median",
    align: "right",
    cell: (row) => formatDuration(row.median_seconds),
  },
  {
    key: "worst",
    header: "Worst",
    align: "right",
    cell: (row) => formatDuration(row.worst_seconds),
  },
  { key: "measured", header: "Measured", align: "right", cell: (row) => row.measured + row.open },
  { key: "breaches", header: "Too late", align: "right", cell: (row) => row.breaches },
  { key: "at", header: "Last time", cell: (row) => <Time at={row.last_at} /> },
];

export function RtoTable({ rows, windowDays }: { rows: readonly RtoRow[]; windowDays: number }) {
  return (
    <Card title="Recovery times" note={`from the fault to its end, over ${windowDays} days`}>
      <DataTable
        caption="Recovery times per type of failure"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ failure_type }) => failure_type}
      />
    </Card>
  );
}
