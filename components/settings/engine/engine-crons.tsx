/** Every schedule of the engine: when it fired and when it fires next. */
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { functionName } from "./engine-words";

type Cron = NonNullable<ResponseOf<"engine">["embedded"]>["crons"][number];

const COLUMNS: readonly Column<Cron>[] = [
  {
    key: "function",
    header: "Function",
    phone: "headline",
    cell: (row) => (
      <AppLink
        href={`/settings/engine?function=${encodeURIComponent(row.function_id)}`}
        className="underline-quiet font-medium"
      >
        {functionName(row.function_id)}
      </AppLink>
    ),
  },
  {
    key: "cron",
    header: "Cron",
    cell: ({ cron }) => <code className="font-mono text-small">{cron}</code>,
  },
  {
    key: "last",
    header: "Fired",
    cell: (row) => (row.last_at ? <Time at={row.last_at} /> : "never"),
  },
  { key: "next", header: "Next", cell: (row) => <Time at={row.next_at} /> },
];

export function EngineCrons({ crons }: { crons: readonly Cron[] }) {
  return (
    <Card title="Schedules" note="the embedded engine's own">
      <DataTable
        caption="Schedules of the engine"
        columns={COLUMNS}
        rows={crons}
        rowKey={({ function_id, cron }) => `${function_id} ${cron}`}
      />
    </Card>
  );
}
