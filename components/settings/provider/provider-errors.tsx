/** What went wrong with calls of the last day, by code. */
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import { CALL_EXECUTION } from "@/components/ui/vendor-call-columns";
import { formatCount } from "@/lib/client/format";
import type { Provider } from "./provider-day";

type ProviderError = Provider["errors"][number];

const COLUMNS: readonly Column<ProviderError>[] = [
  {
    key: "code",
    header: "Error",
    phone: "headline",
    cell: ({ code }) => <span className="font-medium">{code.replaceAll("_", " ")}</span>,
  },
  { key: "count", header: "Calls", align: "right", cell: ({ count }) => formatCount(count) },
  { key: "last", header: "Last", cell: (row) => <Time at={row.last_at} /> },
  {
    key: "message",
    header: "It said",
    className: "max-w-[28rem]",
    cell: ({ message }) => <span className="break-words text-ink-2">{message ?? "–"}</span>,
  },
  CALL_EXECUTION,
];

export function ProviderErrors({ errors }: { errors: readonly ProviderError[] }) {
  return (
    <Card title="Errors" note="of 24 hours, by code">
      {errors.length === 0 ? (
        <Empty kind="all_clear" title="No call went wrong" />
      ) : (
        <DataTable
          caption="Errors by code"
          columns={COLUMNS}
          rows={errors}
          rowKey={({ code }) => code}
        />
      )}
    </Card>
  );
}
