"use client";
/** The tracked symbols: which there are, in which state, adding to them and changing them. */
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { onDemand } from "@/components/ui/on-demand";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { symbolsQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { useRoleReason } from "@/lib/client/use-role";
import { symbolColumns } from "./symbol-columns";
import { type SymbolsFilters, symbolsParsers } from "./symbol-params";
import { symbolsQueryOf } from "./symbol-queries";
import type { RowDialog, SymbolRow } from "./symbol-row-actions";
import { SymbolsFilterBar } from "./symbols-filter-bar";

const AddDialog = onDemand(() => import("./add-dialog").then((it) => it.AddDialog));
const EditDialog = onDemand(() => import("./edit-dialog").then((it) => it.EditDialog));
const PauseDialog = onDemand(() => import("./pause-dialog").then((it) => it.PauseDialog));
const StopDialog = onDemand(() => import("./stop-dialog").then((it) => it.StopDialog));

export function SymbolsPage() {
  const [filters, setFilters] = useQueryStates(symbolsParsers, { history: "replace" });
  const [dialog, setDialog] = useState<{ row: SymbolRow; kind: Exclude<RowDialog, "edit"> } | null>(
    null,
  );
  const admin = useRoleReason("admin");
  const query = useLiveQuery(symbolsQuery(symbolsQueryOf(filters)));
  const edited = query.data?.symbols.find(({ symbol }) => symbol === filters.edit);
  const open = (row: SymbolRow, kind: RowDialog) => {
    if (kind === "edit") void setFilters({ edit: row.symbol });
    else setDialog({ row, kind });
  };
  const close = () => setDialog(null);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <h1 className="font-serif text-title">Symbols</h1>
        <Button
          variant="primary"
          disabledReason={admin}
          onClick={() => void setFilters({ add: true })}
          data-screen-only
        >
          Add symbols…
        </Button>
      </header>
      <SymbolsFilterBar filters={filters} onChange={(change) => void setFilters(change)} />
      <QueryStates query={query} skeleton={<SkeletonRows rows={12} label="Loading symbols" />}>
        {(data) => (
          <SymbolList
            data={data}
            filters={filters}
            blocked={admin}
            onOpen={open}
            onChange={(change) => void setFilters(change)}
          />
        )}
      </QueryStates>
      {filters.add && admin === null ? (
        <AddDialog onClose={() => void setFilters({ add: null })} />
      ) : null}
      {edited && admin === null ? (
        <EditDialog
          key={edited.symbol}
          symbol={edited}
          onClose={() => void setFilters({ edit: null })}
        />
      ) : null}
      {dialog?.kind === "pause" ? <PauseDialog symbol={dialog.row.symbol} onClose={close} /> : null}
      {dialog?.kind === "stop" ? <StopDialog symbol={dialog.row.symbol} onClose={close} /> : null}
    </div>
  );
}

type Change = { [K in keyof SymbolsFilters]?: SymbolsFilters[K] | null };

function SymbolList({
  data,
  filters,
  blocked,
  onOpen,
  onChange,
}: {
  data: ResponseOf<"symbols">;
  filters: SymbolsFilters;
  blocked: string | null;
  onOpen: (row: SymbolRow, dialog: RowDialog) => void;
  onChange: (change: Change) => void;
}) {
  const { symbols, total, next_cursor: next } = data;
  if (symbols.length === 0)
    return <NoSymbols filters={filters} blocked={blocked} onChange={onChange} />;
  return (
    <>
      <p className="mb-2 text-ink-3 text-small">{plural(total, "symbol")}</p>
      <DataTable
        caption="Tracked symbols"
        columns={symbolColumns(blocked, onOpen)}
        rows={symbols}
        rowKey={({ symbol }) => symbol}
      />
      <Pages
        cursor={filters.cursor}
        next={next}
        onGo={onChange}
        first="← From the start"
        more="Next →"
      />
    </>
  );
}

const NO_NARROWING: Change = {
  symbol: null,
  asset_class: null,
  criticality: null,
  active: null,
  cursor: null,
};

function NoSymbols({
  filters,
  blocked,
  onChange,
}: {
  filters: SymbolsFilters;
  blocked: string | null;
  onChange: (change: Change) => void;
}) {
  const { symbol, asset_class, criticality, active, cursor } = filters;
  if (symbol || asset_class || criticality || active || cursor) {
    return (
      <Empty
        kind="no_match"
        title="No symbol matches"
        action={
          <Button size="small" onClick={() => onChange(NO_NARROWING)}>
            Clear the filters
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      kind="nothing_yet"
      title="No symbol is tracked yet"
      action={
        <Button
          size="small"
          variant="primary"
          disabledReason={blocked}
          onClick={() => onChange({ add: true })}
        >
          Add symbols…
        </Button>
      }
    >
      Paste a list; each is checked with the vendor.
    </Empty>
  );
}
