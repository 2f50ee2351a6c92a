"use client";
/** The filtered series as a table, worst first, page by page. */
import { DataTable } from "@/components/ui/data-table";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { plural } from "@/lib/client/format";
import { stalenessQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { useRoleReason } from "@/lib/client/use-role";
import { listColumns } from "./list-columns";
import { keyText } from "./matrix-selection";
import { NoSeries } from "./no-series";
import type { FilterChange, StalenessFilters } from "./staleness-filters";
import { listQueryOf } from "./staleness-queries";

export function ListView({
  filters,
  onChange,
  selected,
  onToggle,
}: {
  filters: StalenessFilters;
  onChange: (change: FilterChange) => void;
  selected: ReadonlySet<string>;
  onToggle: (key: string) => void;
}) {
  const operator = useRoleReason("operator");
  const query = useLiveQuery(stalenessQuery(listQueryOf(filters)), filters.at === null);
  const blocked = filters.at === null ? operator : "This board is of the past";
  return (
    <QueryStates query={query} skeleton={<SkeletonRows rows={14} label="Loading series" />}>
      {({ by_status, summary, coverage_30d, next_cursor }) => {
        const rows = [
          ...by_status.missing,
          ...by_status.stale,
          ...by_status.aging,
          ...by_status.fresh,
        ];
        if (rows.length === 0) return <NoSeries filters={filters} onChange={onChange} />;
        return (
          <>
            <p className="mb-2 text-ink-3 text-small">
              {plural(summary.total_monitored, "series", "series")} match
            </p>
            <DataTable
              caption="Series, worst first"
              columns={listColumns(blocked, coverage_30d)}
              rows={rows}
              rowKey={keyText}
              selection={{ keys: selected, onToggle }}
            />
            <Pages
              cursor={filters.cursor}
              next={next_cursor}
              onGo={onChange}
              first="← Worst"
              more="Next →"
            />
          </>
        );
      }}
    </QueryStates>
  );
}
