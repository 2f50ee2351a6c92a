/** The newest calls, whoever made them. */
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { Column } from "@/components/ui/table-columns";
import {
  CALL_ANSWER,
  CALL_AT,
  CALL_ATTEMPT,
  CALL_PATH,
  CALL_ROWS,
  CALL_TOOK,
} from "@/components/ui/vendor-call-columns";
import type { Provider } from "./provider-day";

type Request = Provider["requests"][number];

const COLUMNS: readonly Column<Request>[] = [
  CALL_AT,
  { key: "purpose", header: "For", cell: ({ purpose }) => purpose },
  CALL_ANSWER,
  CALL_PATH,
  CALL_TOOK,
  CALL_ROWS,
  CALL_ATTEMPT,
];

export function ProviderRequests({ requests }: { requests: readonly Request[] }) {
  return (
    <Card title="Newest calls">
      {requests.length === 0 ? (
        <Empty kind="nothing_yet" title="Nothing was asked yet" />
      ) : (
        <DataTable
          caption="Newest calls"
          columns={COLUMNS}
          rows={requests}
          rowKey={({ id }) => String(id)}
        />
      )}
    </Card>
  );
}
