"use client";
/** Every vendor call of the execution: which job asked, what came back, and under which id the vendor knows it. */
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatBytes, formatCount, formatMs } from "@/lib/client/format";
import { executionRequestsQuery } from "@/lib/client/queries";
import { useLivePages } from "@/lib/client/use-live-pages";
import { detailParsers } from "./detail-filters";

type VendorCall = ResponseOf<"executionRequests">["requests"][number];

const ANSWERED: StateWords = { word: "OK", glyph: "check", tone: "ok" };
const REFUSED: StateWords = { word: "Refused", glyph: "half", tone: "warn" };
const BROKEN: StateWords = { word: "Failed", glyph: "cross", tone: "bad" };

function callState({ status, error_code: code }: VendorCall): StateWords {
  if (status === 429) return REFUSED;
  return status !== null && status < 400 && code === null ? ANSWERED : BROKEN;
}

const COLUMNS: Column<VendorCall>[] = [
  {
    key: "at",
    header: "At",
    phone: "headline",
    cell: (row) => <Time at={row.started_at} show="clock" />,
  },
  {
    key: "series",
    header: "Series",
    cell: (row) => (
      <>
        <span className="font-medium">{row.symbol ?? "–"}</span>{" "}
        <span className="text-ink-3">{row.timeframe}</span>
      </>
    ),
  },
  {
    key: "status",
    header: "Answer",
    sortBy: (row) => row.status,
    cell: (row) => <Status state={callState(row)}>{row.status ?? "no answer"}</Status>,
  },
  {
    key: "path",
    header: "Path",
    phone: "bare",
    className: "max-w-[34rem]",
    cell: (row) => (
      <>
        <span className="block truncate font-mono text-small" data-tip={row.path}>
          {row.path}
        </span>
        {row.error_message ? (
          <span className="block text-bad-ink text-small">{row.error_message}</span>
        ) : null}
      </>
    ),
  },
  {
    key: "ms",
    header: "Took",
    align: "right",
    sortBy: (row) => row.duration_ms,
    cell: (row) => formatMs(row.duration_ms),
  },
  {
    key: "rows",
    header: "Rows",
    align: "right",
    sortBy: (row) => row.rows,
    cell: (row) => formatCount(row.rows),
  },
  {
    key: "bytes",
    header: "Size",
    align: "right",
    phone: "hidden",
    sortBy: (row) => row.bytes,
    cell: (row) => formatBytes(row.bytes),
  },
  {
    key: "attempt",
    header: "Attempt",
    align: "right",
    sortBy: (row) => row.attempt,
    cell: (row) => row.attempt,
  },
  {
    key: "retry",
    header: "Retry after",
    align: "right",
    phone: "hidden",
    cell: (row) =>
      row.retry_after_ms === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        formatMs(row.retry_after_ms)
      ),
  },
  {
    key: "id",
    header: "Vendor's id",
    phone: "hidden",
    cell: (row) =>
      row.vendor_request_id ? (
        <CopyId value={row.vendor_request_id} label="vendor request id" />
      ) : (
        <span className="text-ink-3">–</span>
      ),
  },
];

export function RequestsTab({ id }: { id: string }) {
  const [filters, setFilters] = useQueryStates(detailParsers, { history: "push" });
  const symbol = filters.symbol || undefined;
  const pages = useLivePages(executionRequestsQuery(id, symbol ? { symbol } : {}), false);
  return (
    <QueryStates query={pages} skeleton={<SkeletonRows rows={12} label="Loading requests" />}>
      {(data) => {
        const rows = data.pages.flatMap(({ requests }) => requests);
        if (rows.length === 0 && symbol) {
          return (
            <Empty
              kind="no_match"
              title={`No vendor call for ${symbol} in this execution`}
              action={
                <Button size="small" onClick={() => void setFilters({ symbol: null })}>
                  Show all calls
                </Button>
              }
            />
          );
        }
        if (rows.length === 0)
          return <Empty kind="nothing_yet" title="No vendor call has been made yet" />;
        return (
          <>
            <DataTable
              caption="Vendor calls, oldest first"
              columns={COLUMNS}
              rows={rows}
              rowKey={(row) => String(row.id)}
              sort={filters.sort}
              onSort={(sort) => void setFilters({ sort: sort || null })}
            />
            {pages.hasNextPage ? (
              <Button
                size="small"
                className="mt-3"
                busy={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                Show later calls
              </Button>
            ) : null}
          </>
        );
      }}
    </QueryStates>
  );
}
