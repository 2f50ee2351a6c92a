/** The newest calls, whoever made them. */
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import { formatCount, formatMs } from "@/lib/client/format";
import type { Provider } from "./provider-day";

type Request = Provider["requests"][number];

const COLUMNS: readonly Column<Request>[] = [
  {
    key: "at",
    header: "When",
    phone: "headline",
    cell: (row) => <Time at={row.started_at} />,
  },
  { key: "purpose", header: "For", cell: ({ purpose }) => purpose },
  { key: "status", header: "Answer", cell: (row) => <Status state={answerWords(row)} /> },
  { key: "ms", header: "Took", align: "right", cell: (row) => formatMs(row.duration_ms) },
  { key: "rows", header: "Rows", align: "right", cell: ({ rows }) => formatCount(rows) },
  { key: "attempt", header: "Attempt", align: "right", cell: ({ attempt }) => attempt },
  {
    key: "path",
    header: "Path",
    className: "max-w-[26rem]",
    cell: (row) => (
      <code
        className="block truncate font-mono text-ink-2 text-small max-tablet:whitespace-normal max-tablet:break-all"
        data-tip={row.error_message ? `${row.path}\n${row.error_message}` : row.path}
      >
        {row.path}
      </code>
    ),
  },
];

function answerWords({ status }: Request): StateWords {
  if (status === null) return { word: "No answer", glyph: "question", tone: "bad" };
  if (status === 429) return { word: "429", glyph: "clock", tone: "warn" };
  if (status >= 400) return { word: String(status), glyph: "cross", tone: "bad" };
  return { word: String(status), glyph: "check", tone: "ok" };
}

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
