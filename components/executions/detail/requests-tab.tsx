"use client";
/** Every vendor call of the execution: which job asked, what came back, and under which id the vendor knows it. */
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Column } from "@/components/ui/table-columns";
import {
  CALL_ANSWER,
  CALL_AT,
  CALL_ATTEMPT,
  CALL_ID,
  CALL_PATH,
  CALL_ROWS,
  CALL_TOOK,
} from "@/components/ui/vendor-call-columns";
import type { ResponseOf } from "@/lib/client/call";
import { formatBytes, formatMs } from "@/lib/client/format";
import { executionRequestsQuery } from "@/lib/client/queries";
import { useLivePages } from "@/lib/client/use-live-pages";
import { detailParsers } from "./detail-filters";

type Call = ResponseOf<"executionRequests">["requests"][number];

const COLUMNS: Column<Call>[] = [
  CALL_AT,
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
  CALL_ANSWER,
  CALL_PATH,
  CALL_TOOK,
  CALL_ROWS,
  {
    key: "bytes",
    header: "Size",
    align: "right",
    phone: "hidden",
    sortBy: (row) => row.bytes,
    cell: (row) => formatBytes(row.bytes),
  },
  CALL_ATTEMPT,
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
  CALL_ID,
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
