/** What the table of failures shows. */
import { AppLink } from "@/components/ui/app-link";
import { causeWords } from "@/components/ui/cause-words";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount } from "@/lib/client/format";

export type Failure = ResponseOf<"failures">["failures"][number];

const OPEN: StateWords = { word: "Unresolved", glyph: "cross", tone: "bad" };
const RESOLVED: StateWords = { word: "Resolved", glyph: "check", tone: "ok" };

export const FAILURE_COLUMNS: Column<Failure>[] = [
  {
    key: "series",
    header: "Series",
    phone: "headline",
    cell: (row) => (
      <AppLink href={`/symbols/${encodeURIComponent(row.symbol)}`} className="underline-quiet">
        <span className="font-medium">{row.symbol}</span>{" "}
        <span className="text-ink-3">{row.timeframe}</span>
      </AppLink>
    ),
  },
  {
    key: "error",
    header: "Error",
    phone: "bare",
    className: "max-w-[36rem]",
    cell: (row) => (
      <>
        <span className="block break-words">{row.error}</span>
        <span className="block text-ink-3 text-small" data-tip={row.fingerprint}>
          {causeWords(row.fingerprint)}
        </span>
      </>
    ),
  },
  { key: "at", header: "Failed", cell: (row) => <Time at={row.failed_at} /> },
  {
    key: "attempts",
    header: "Retries",
    align: "right",
    cell: (row) => formatCount(row.retry_count),
  },
  {
    key: "execution",
    header: "Execution",
    cell: (row) =>
      row.execution_id ? (
        <AppLink
          href={`/executions/${row.execution_id}`}
          className="underline-quiet font-mono text-small"
        >
          {row.execution_id.slice(0, 8)}
        </AppLink>
      ) : (
        <span className="text-ink-3">–</span>
      ),
  },
  {
    key: "state",
    header: "State",
    cell: (row) =>
      row.resolved ? (
        <>
          <Status state={RESOLVED} />
          <span className="block text-ink-3 text-small">
            {row.resolved_by ? `${row.resolved_by}, ` : ""}
            <Time at={row.resolved_at} />
          </span>
        </>
      ) : (
        <Status state={OPEN} />
      ),
  },
];
