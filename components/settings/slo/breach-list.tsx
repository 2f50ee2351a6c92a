/** Stretches in which a series was beyond its recovery point objective. */
import { TIER_WORDS } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatDuration } from "@/lib/client/format";

type Breach = ResponseOf<"slo">["breaches"][number];

const COLUMNS: readonly Column<Breach>[] = [
  {
    key: "series",
    header: "Series",
    phone: "headline",
    cell: (row) => (
      <AppLink
        href={`/symbols/${row.symbol}?tf=${row.timeframe}`}
        className="underline-quiet font-medium"
      >
        {row.symbol} {row.timeframe}
      </AppLink>
    ),
  },
  { key: "tier", header: "Criticality", cell: (row) => TIER_WORDS[row.criticality] },
  {
    key: "since",
    header: "Beyond since",
    cell: (row) => <Time at={row.started_at} show="clock" />,
  },
  {
    key: "until",
    header: "Until",
    cell: (row) =>
      row.ended_at ? (
        <Time at={row.ended_at} show="clock" />
      ) : (
        <span className="font-medium text-bad-ink">still beyond</span>
      ),
  },
  {
    key: "lost",
    header: "Market time lost",
    align: "right",
    cell: (row) =>
      `${formatDuration(row.worst_lag_seconds)} of ${formatDuration(row.objective_seconds)}`,
  },
  { key: "reason", header: "Reason", cell: (row) => row.reason?.replaceAll("_", " ") ?? "–" },
];

export function BreachList({ breaches }: { breaches: readonly Breach[] }) {
  return (
    <Card title="Beyond the objective" note="newest first">
      {breaches.length === 0 ? (
        <Empty kind="all_clear" title="No series was beyond its objective">
          As far as it was watched; what was not watched proves nothing.
        </Empty>
      ) : (
        <DataTable
          caption="Series beyond their objective, newest first"
          columns={COLUMNS}
          rows={breaches}
          rowKey={({ id }) => String(id)}
        />
      )}
    </Card>
  );
}
