/** Recovery points per criticality: target, share kept, budget and burn, day by day. */
import { Spark } from "@/components/charts/spark";
import { TIER_WORDS } from "@/components/staleness/series-words";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { formatDuration, formatPct } from "@/lib/client/format";
import { burnText, type RpoRow, rpoState } from "./slo-words";

const COLUMNS: readonly Column<RpoRow>[] = [
  {
    key: "tier",
    header: "Criticality",
    phone: "headline",
    cell: (row) => <span className="font-medium">{TIER_WORDS[row.criticality]}</span>,
  },
  { key: "state", header: "State", cell: (row) => <Status state={rpoState(row)} /> },
  {
    key: "target",
    header: "RPO",
    align: "right",
    cell: (row) => formatDuration(row.target_seconds),
  },
  {
    key: "within",
    header: "Within it",
    align: "right",
    cell: (row) => (row.within_pct === null ? "–" : formatPct(row.within_pct)),
  },
  {
    key: "worst",
    header: "Worst loss",
    align: "right",
    cell: (row) => formatDuration(row.worst_lag_seconds),
  },
  {
    key: "left",
    header: "Budget left",
    align: "right",
    cell: ({ budget_left_pct: left }) => {
      if (left === null) return "–";
      return left < 0 ? `Overspent by ${formatPct(-left)}` : formatPct(left);
    },
  },
  { key: "burn1", header: "Burn 1 h", align: "right", cell: (row) => burnText(row.burn_1h) },
  { key: "burn24", header: "Burn 24 h", align: "right", cell: (row) => burnText(row.burn_24h) },
  {
    key: "days",
    header: "Day by day",
    phone: "hidden",
    className: "w-36",
    cell: (row) => <Days row={row} />,
  },
];

function Days({ row }: { row: RpoRow }) {
  const values = row.days.map(({ within_pct }) => within_pct);
  if (values.every((value) => value === null)) return <span className="text-ink-3">–</span>;
  const measured = values.filter((value) => value !== null);
  const label = `${TIER_WORDS[row.criticality]}: ${measured.length} days measured, the worst ${formatPct(Math.min(...measured))} within the objective`;
  return <Spark values={values} label={label} />;
}

export function RpoTable({ rows, note }: { rows: readonly RpoRow[]; note: string }) {
  return (
    <Card title="Recovery points" note={note}>
      <DataTable
        caption="Recovery points per criticality"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ criticality }) => criticality}
      />
    </Card>
  );
}
