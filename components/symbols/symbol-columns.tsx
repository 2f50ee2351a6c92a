/** The columns of the list of symbols. */
import { CLASS_WORDS, TIER_WORDS } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { FRESHNESS_WORDS, PAUSED_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import { FRESHNESS_STATUSES } from "@/lib/domain/vocabulary";
import { type RowDialog, type SymbolRow, SymbolRowActions } from "./symbol-row-actions";

/** @param blocked why the reader may not change symbols; null = may */
export function symbolColumns(
  blocked: string | null,
  onOpen: (row: SymbolRow, dialog: RowDialog) => void,
): Column<SymbolRow>[] {
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
        <SymbolRowActions row={row} blocked={blocked} onOpen={(dialog) => onOpen(row, dialog)} />
      ),
    },
  ];
}

function WorstStatus({ row }: { row: SymbolRow }) {
  if (!row.active) return <span className="text-ink-3">Not tracked any more</span>;
  if (row.paused_until) {
    return (
      <span data-tip={row.paused_reason ?? undefined}>
        <Status state={PAUSED_WORDS}>
          Paused until <Time at={row.paused_until} show="clock" plain />
        </Status>
      </span>
    );
  }
  const known = FRESHNESS_STATUSES.find((status) => status === row.worst_status) ?? "unknown";
  return <Status state={FRESHNESS_WORDS[known]} />;
}
