"use client";
/** Execution history: charts that filter, the table, and errors by cause. All state lives in the URL. */
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { useNow } from "@/lib/client/clock";
import { executionHistoryQuery, executionStatsQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { ChartBand, ChartsSkeleton } from "./chart-band";
import { ErrorGroups } from "./error-groups";
import { type ExecutionFilters, executionFilterParsers } from "./execution-filters";
import { historyQueryOf, shownWindow, statsQueryOf } from "./execution-queries";
import { ExecutionTable } from "./execution-table";
import { activeFilters, FilterBar, type FilterChange } from "./filter-bar";
import { StartBackfill } from "./start-backfill";
import { WINDOW_STEP_MS, WINDOW_WORDS } from "./time-window";

export function ExecutionsPage() {
  const [filters, setFilters] = useQueryStates(executionFilterParsers, { history: "push" });
  const nowMs = useNow(WINDOW_STEP_MS);
  const stats = useLiveQuery(executionStatsQuery(statsQueryOf(filters, nowMs)));
  const window = shownWindow(filters, nowMs);
  const change = (next: FilterChange) => void setFilters(next);
  const choose = useCallback(
    (chosen: { from: string; to: string } | null) =>
      void setFilters({ from: chosen?.from ?? null, to: chosen?.to ?? null, cursor: null }),
    [setFilters],
  );
  return (
    <div className="flex flex-col gap-5">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="font-serif text-title">Executions</h1>
          <p className="text-ink-2">
            {filters.from ? (
              <>
                <Time at={filters.from} show="clock" /> to <Time at={filters.to} show="clock" />
              </>
            ) : (
              <>Started in: {WINDOW_WORDS[filters.window]}</>
            )}
          </p>
        </div>
        <StartBackfill />
      </header>
      <FilterBar filters={filters} onChange={change} />
      <QueryStates query={stats} skeleton={<ChartsSkeleton />}>
        {(data) => (
          <ChartBand
            stats={data}
            chosen={filters.from ? { from: filters.from, to: filters.to } : null}
            onChoose={choose}
          />
        )}
      </QueryStates>
      <Tabs
        label="Executions or errors"
        value={filters.tab}
        onChange={(tab) => change({ tab })}
        items={[
          {
            key: "runs",
            label: "Runs",
            content: <Runs filters={filters} nowMs={nowMs} onChange={change} />,
          },
          {
            key: "errors",
            label: "Errors by cause",
            content: (
              <ErrorGroups
                from={window.from}
                showsIgnored={filters.ignored}
                onShowIgnored={(ignored) => change({ ignored })}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

function Runs({
  filters,
  nowMs,
  onChange,
}: {
  filters: ExecutionFilters;
  nowMs: number;
  onChange: (change: FilterChange) => void;
}) {
  const history = useLiveQuery(executionHistoryQuery(historyQueryOf(filters, nowMs)));
  return (
    <QueryStates query={history} skeleton={<SkeletonRows rows={12} label="Loading executions" />}>
      {(data) =>
        data.executions.length === 0 ? (
          <NoRuns filters={filters} onChange={onChange} />
        ) : (
          <>
            <ExecutionTable key={tableKey(filters)} rows={data.executions} />
            <Pages cursor={filters.cursor} next={data.next_cursor} onGo={onChange} />
          </>
        )
      }
    </QueryStates>
  );
}

/** Another question means another list: nothing is held back from it. */
function tableKey({
  window,
  from,
  to,
  status,
  trigger,
  symbol,
  requested_by,
  cursor,
}: ExecutionFilters): string {
  return JSON.stringify([window, from, to, status, trigger, symbol, requested_by, cursor]);
}

function NoRuns({
  filters,
  onChange,
}: {
  filters: ExecutionFilters;
  onChange: (change: FilterChange) => void;
}) {
  const newest = useLiveQuery(executionHistoryQuery({ limit: 1 }));
  const last = newest.data?.executions[0];
  if (newest.data && !last) {
    return (
      <Empty kind="nothing_yet" title="Nothing has run yet" action={<StartBackfill />}>
        Scheduled runs appear here by themselves.
      </Empty>
    );
  }
  const widen = (
    <Button
      size="small"
      onClick={() => onChange({ window: "30d", from: null, to: null, cursor: null })}
    >
      Widen to 30 days
    </Button>
  );
  const clear = (
    <Button
      size="small"
      onClick={() =>
        onChange({
          status: null,
          trigger: null,
          symbol: null,
          requested_by: null,
          from: null,
          to: null,
        })
      }
    >
      Clear the filters
    </Button>
  );
  return (
    <Empty
      kind="no_match"
      title={
        activeFilters(filters) > 0
          ? "No execution matches these filters"
          : "No executions in this window"
      }
      action={activeFilters(filters) > 0 ? clear : widen}
    >
      {last ? (
        <>
          The last one started <Time at={last.started_at} />.
        </>
      ) : null}
    </Empty>
  );
}
