"use client";
/** Runs of the engine, newest first; pressing one shows its steps. */
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Choice } from "@/components/ui/choice";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatMs } from "@/lib/client/format";
import { engineRunsQuery } from "@/lib/client/settings-queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { RUN_STATUSES } from "@/lib/domain/vocabulary";
import { type EngineChange, type EngineFilters, engineRunsQueryOf } from "./engine-filters";
import { functionName, RUN_WORDS } from "./engine-words";

type Run = ResponseOf<"engineRuns">["runs"][number];

const ALL = "all";

export function EngineRuns({
  filters,
  onChange,
}: {
  filters: EngineFilters;
  onChange: (change: EngineChange) => void;
}) {
  const query = useLiveQuery(engineRunsQuery(engineRunsQueryOf(filters)), filters.cursor === null);
  return (
    <Card
      title="Runs"
      note={filters.function ? functionName(filters.function) : "of every function, newest first"}
      aside={
        <>
          {filters.function ? (
            <Button size="small" onClick={() => onChange({ function: null, cursor: null })}>
              Every function
            </Button>
          ) : null}
          <Choice
            label="Which runs"
            value={filters.status ?? ALL}
            options={[
              { value: ALL, label: "All" },
              ...RUN_STATUSES.map((value) => ({ value, label: RUN_WORDS[value].word })),
            ]}
            onChange={(value) => onChange({ status: value === ALL ? null : value, cursor: null })}
            className="max-tablet:hidden"
          />
        </>
      }
    >
      <QueryStates query={query} skeleton={<SkeletonRows rows={10} label="Loading runs" />}>
        {({ runs, next_cursor: next }) =>
          runs.length === 0 ? (
            <NoRuns isNarrowed={Boolean(filters.status ?? filters.function)} />
          ) : (
            <>
              <DataTable
                caption="Runs, newest first"
                columns={columns((run) => onChange({ run }))}
                rows={runs}
                rowKey={({ run_id }) => run_id}
                isMarked={({ run_id }) => run_id === filters.run}
              />
              <Pages cursor={filters.cursor} next={next} onGo={onChange} />
            </>
          )
        }
      </QueryStates>
    </Card>
  );
}

function NoRuns({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Empty kind="no_match" title="No run matches" />
  ) : (
    <Empty kind="nothing_yet" title="No run yet" />
  );
}

function columns(onOpen: (runId: string) => void): Column<Run>[] {
  return [
    {
      key: "function",
      header: "Function",
      phone: "headline",
      cell: (run) => <span className="font-medium">{functionName(run.function_id)}</span>,
    },
    { key: "status", header: "State", cell: (run) => <Status state={RUN_WORDS[run.status]} /> },
    { key: "created", header: "Created", cell: (run) => <Time at={run.created_at} /> },
    { key: "took", header: "Took", align: "right", cell: durationText },
    {
      key: "event",
      header: "By",
      cell: (run) => <code className="font-mono text-small">{run.event_name ?? "–"}</code>,
    },
    {
      key: "error",
      header: "Error",
      className: "max-w-80",
      cell: (run) => (
        <span className="line-clamp-2 break-words text-bad-ink">{run.error_message ?? "–"}</span>
      ),
    },
    {
      key: "act",
      header: "Action",
      align: "right",
      phone: "bare",
      cell: (run) => (
        <Button
          size="small"
          aria-label={`Steps of ${functionName(run.function_id)}`}
          onClick={() => onOpen(run.run_id)}
        >
          Steps
        </Button>
      ),
    },
  ];
}

function durationText({ started_at: from, ended_at: to }: Run): string {
  return from && to ? formatMs(Date.parse(to) - Date.parse(from)) : "–";
}
