"use client";
/** The executions charts as a table; each slice leads to its rows. */
import { DataTable } from "@/components/ui/data-table";
import type { Column } from "@/components/ui/table-columns";
import { formatCount, formatDuration, formatInstant, formatPct } from "@/lib/client/format";
import { executionsIn, type StatsPoint } from "./prepare-execution-stats";

export function StatsTable({
  points,
  bucketSeconds,
  zone,
  onChoose,
}: {
  points: readonly StatsPoint[];
  bucketSeconds: number;
  zone: string;
  onChoose: (window: { from: string; to: string }) => void;
}) {
  const columns: Column<StatsPoint>[] = [
    {
      key: "from",
      header: "From",
      phone: "headline",
      cell: (point) => (
        <button
          type="button"
          className="underline-quiet"
          onClick={() =>
            onChoose({
              from: point.from,
              to: new Date(point.fromMs + bucketSeconds * 1_000).toISOString(),
            })
          }
        >
          {formatInstant(new Date(point.fromMs), new Date(), zone)}
        </button>
      ),
    },
    ...(["completed", "partial", "failed", "cancelled", "running"] as const).map(
      (key): Column<StatsPoint> => ({
        key,
        header: key,
        align: "right",
        cell: (point) => formatCount(point[key]),
      }),
    ),
    {
      key: "success",
      header: "success",
      align: "right",
      cell: ({ successPct }) => (successPct === null ? "–" : formatPct(successPct)),
    },
    {
      key: "median",
      header: "median",
      align: "right",
      cell: ({ medianSeconds }) => formatDuration(medianSeconds),
    },
    {
      key: "p95",
      header: "p95",
      align: "right",
      cell: ({ band }) => formatDuration(band?.[1] ?? null),
    },
    {
      key: "calls",
      header: "calls",
      align: "right",
      cell: (point) => formatCount(point.answered + point.refused),
    },
    { key: "refused", header: "429", align: "right", cell: (point) => formatCount(point.refused) },
  ];
  const rows = points.filter(
    (point) => executionsIn(point) > 0 || point.answered + point.refused > 0,
  );
  return (
    <DataTable
      caption="Executions per slice of time"
      columns={columns}
      rows={rows}
      rowKey={({ from }) => from}
    />
  );
}
