"use client";
/** The tracked symbols: which there are, in which state, and changing them. */
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { CLASS_WORDS, TIER_WORDS } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Field } from "@/components/ui/field";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { FRESHNESS_WORDS, PAUSED_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { symbolsQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { useRoleReason } from "@/lib/client/use-role";
import { FRESHNESS_STATUSES } from "@/lib/domain/vocabulary";
import { EditDialog } from "./edit-dialog";
import { symbolsParsers } from "./symbol-params";
import { symbolsQueryOf } from "./symbol-queries";

type Row = ResponseOf<"symbols">["symbols"][number];

export function SymbolsPage() {
  const [filters, setFilters] = useQueryStates(symbolsParsers, { history: "replace" });
  const [edited, setEdited] = useState<Row | null>(null);
  const admin = useRoleReason("admin");
  const query = useLiveQuery(symbolsQuery(symbolsQueryOf(filters)));
  return (
    <div className="flex flex-col gap-4">
      <h1 className="font-serif text-title">Symbols</h1>
      <Field
        label="Beginning of the symbol"
        className="max-w-60"
        data-page-search
        maxLength={20}
        value={filters.symbol}
        onChange={({ target }) =>
          void setFilters({ symbol: target.value.toUpperCase() || null, cursor: null })
        }
      />
      <QueryStates query={query} skeleton={<SkeletonRows rows={12} label="Loading symbols" />}>
        {({ symbols, total, next_cursor }) =>
          symbols.length === 0 ? (
            <Empty
              kind={filters.symbol === "" ? "nothing_yet" : "no_match"}
              title={filters.symbol === "" ? "No symbol is tracked yet" : "No symbol matches"}
            />
          ) : (
            <>
              <p className="text-ink-3 text-small">{plural(total, "symbol")}</p>
              <DataTable
                caption="Tracked symbols"
                columns={symbolColumns(admin, setEdited)}
                rows={symbols}
                rowKey={({ symbol }) => symbol}
              />
              {next_cursor ? (
                <Button size="small" onClick={() => void setFilters({ cursor: next_cursor })}>
                  Next →
                </Button>
              ) : null}
            </>
          )
        }
      </QueryStates>
      {edited ? <EditDialog symbol={edited} onClose={() => setEdited(null)} /> : null}
    </div>
  );
}

/** @param blocked why the reader may not change symbols; null = may */
function symbolColumns(blocked: string | null, onEdit: (row: Row) => void): Column<Row>[] {
  return [
    {
      key: "symbol",
      header: "Symbol",
      phone: "headline",
      cell: (row) => (
        <AppLink href={`/symbols/${row.symbol}`} className="underline-quiet font-medium">
          {row.symbol}
        </AppLink>
      ),
    },
    { key: "name", header: "Name", cell: (row) => row.name ?? "–" },
    { key: "state", header: "Worst by age", cell: (row) => <WorstStatus row={row} /> },
    { key: "class", header: "Class", cell: (row) => CLASS_WORDS[row.asset_class] },
    { key: "tier", header: "Tier", cell: (row) => TIER_WORDS[row.criticality] },
    { key: "tf", header: "Timeframes", cell: (row) => row.timeframes.join(", ") },
    {
      key: "newest",
      header: "Newest bar",
      cell: (row) => <Time at={row.stored_through} show="clock" />,
    },
    {
      key: "act",
      header: "Action",
      align: "right",
      phone: "bare",
      cell: (row) => (
        <Button
          size="small"
          aria-label={`Edit ${row.symbol}`}
          disabledReason={blocked}
          onClick={() => onEdit(row)}
        >
          Edit…
        </Button>
      ),
    },
  ];
}

function WorstStatus({ row }: { row: Row }) {
  if (!row.active) return <span className="text-ink-3">Not tracked any more</span>;
  if (row.paused_until) return <Status state={PAUSED_WORDS} />;
  const known = FRESHNESS_STATUSES.find((status) => status === row.worst_status) ?? "unknown";
  return <Status state={FRESHNESS_WORDS[known]} />;
}
