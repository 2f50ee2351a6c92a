/** Each fault with how long it lasted, held against the target of its type. */
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatDuration } from "@/lib/client/format";
import { failureWords } from "./slo-words";

type Fault = ResponseOf<"slo">["faults"][number];

const COLUMNS: readonly Column<Fault>[] = [
  {
    key: "at",
    header: "Began",
    phone: "headline",
    cell: (row) => <Time at={row.started_at} show="clock" />,
  },
  { key: "type", header: "Failure", cell: (row) => failureWords(row.failure_type) },
  {
    key: "seconds",
    header: "Lasted",
    cell: (row) => {
      const late = row.seconds > row.target_seconds;
      return (
        <span className={late ? "font-medium text-bad-ink" : undefined}>
          {row.recovered_at ? "" : "so far "}
          {formatDuration(Math.round(row.seconds * 10) / 10)}
          {late ? `, target ${formatDuration(row.target_seconds)}` : ""}
        </span>
      );
    },
  },
  { key: "subject", header: "Of", cell: (row) => row.subject || "–" },
  {
    key: "detail",
    header: "Detail",
    className: "max-w-96",
    cell: (row) => <span className="break-words text-ink-2">{row.detail ?? "–"}</span>,
  },
];

export function FaultList({ faults }: { faults: readonly Fault[] }) {
  return (
    <Card title="Faults" note="newest first">
      {faults.length === 0 ? (
        <Empty kind="all_clear" title="No fault was noted">
          Crashes, 429 storms, lost databases and failed computations are noted here with how long
          they lasted.
        </Empty>
      ) : (
        <DataTable
          caption="Faults, newest first"
          columns={COLUMNS}
          rows={faults}
          rowKey={({ id }) => String(id)}
        />
      )}
    </Card>
  );
}
