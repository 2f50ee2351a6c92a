"use client";
/** What happened to the symbol: its runs, the vendor's answers, the bars that were refused, its splits. */
import { DataTable } from "@/components/ui/data-table";
import { Empty, type EmptyKind } from "@/components/ui/empty";
import type { Column } from "@/components/ui/table-columns";
import { Tabs } from "@/components/ui/tabs";
import { formatCount } from "@/lib/client/format";
import { AskSplits } from "./ask-splits";
import { QUARANTINE_COLUMNS, REQUEST_COLUMNS, RUN_COLUMNS, SPLIT_COLUMNS } from "./history-columns";
import type { SymbolData } from "./symbol-data";
import type { HISTORY_TABS } from "./symbol-params";

type Tab = (typeof HISTORY_TABS)[number];

export function SymbolHistory({
  data,
  tab,
  onTab,
}: {
  data: SymbolData;
  tab: Tab;
  onTab: (tab: Tab) => void;
}) {
  const { runs, requests, quarantined, splits } = data;
  return (
    <section aria-label="History of the symbol">
      <Tabs
        label="History"
        value={tab}
        onChange={onTab}
        items={[
          {
            key: "runs",
            label: "Runs",
            count: formatCount(runs.length),
            content: (
              <Rows
                caption="Runs, newest first"
                rows={runs}
                columns={RUN_COLUMNS}
                rowKey={(row) => `${row.execution_id} ${row.timeframe}`}
                empty={{ kind: "nothing_yet", title: "Never backfilled" }}
              />
            ),
          },
          {
            key: "requests",
            label: "Requests",
            count: formatCount(requests.length),
            content: (
              <Rows
                caption="Requests to the provider, newest first"
                rows={requests}
                columns={REQUEST_COLUMNS}
                rowKey={(row) => `${row.started_at} ${row.path}`}
                empty={{ kind: "nothing_yet", title: "No request is kept" }}
              />
            ),
          },
          {
            key: "quarantined",
            label: "Refused bars",
            count: formatCount(quarantined.length),
            content: (
              <Rows
                caption="Bars that were refused, with the reason"
                rows={quarantined}
                columns={QUARANTINE_COLUMNS}
                rowKey={(row) => `${row.timeframe} ${row.opened_at} ${row.reason}`}
                empty={{ kind: "all_clear", title: "No bar was ever refused" }}
              />
            ),
          },
          {
            key: "splits",
            label: "Splits",
            count: formatCount(splits.length),
            content: (
              <div className="flex flex-col gap-3">
                <Rows
                  caption="Splits, newest first"
                  rows={splits}
                  columns={SPLIT_COLUMNS}
                  rowKey={(row) => row.execution_date}
                  empty={{
                    kind: "nothing_yet",
                    title: "No split is known",
                    text: "A bar that jumps as if by a split is marked as suspect until the vendor names one.",
                  }}
                />
                <AskSplits />
              </div>
            ),
          },
        ]}
      />
    </section>
  );
}

function Rows<T extends object>({
  empty,
  ...table
}: {
  caption: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  empty: { kind: EmptyKind; title: string; text?: string };
}) {
  if (table.rows.length > 0) return <DataTable {...table} />;
  const { text, ...words } = empty;
  return <Empty {...words}>{text}</Empty>;
}
