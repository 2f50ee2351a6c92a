"use client";
/** Failures: the causes on top, the failures of the chosen cause one by one below. */
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/client/format";
import { failureGroupsQuery, failuresQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { FailureCauses } from "./failure-causes";
import { FailureFilterBar } from "./failure-filter-bar";
import {
  activeFailureFilters,
  causesQueryOf,
  type FailureFilterChange,
  type FailureFilters,
  failureParsers,
  failuresQueryOf,
  NO_FILTERS,
} from "./failure-filters";
import { FailureTable } from "./failure-table";

export function FailuresPage() {
  const [filters, setFilters] = useQueryStates(failureParsers, { history: "push" });
  const causes = useLiveQuery(failureGroupsQuery(causesQueryOf(filters)));
  const failures = useLiveQuery(failuresQuery(failuresQueryOf(filters)));
  const change = (next: FailureFilterChange) => void setFilters(next);
  const total = failures.data?.total;
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="font-serif text-title">Failures</h1>
        <p className="text-ink-2">Jobs that gave up, by cause. Running them again resolves them.</p>
      </header>
      <FailureFilterBar filters={filters} onChange={change} />
      <Card title="Causes" note="line: their failures of the last 14 days">
        <QueryStates query={causes} skeleton={<SkeletonRows rows={4} label="Loading causes" />}>
          {(data) => (
            <FailureCauses
              causes={data.groups}
              chosen={filters.fingerprint}
              onChoose={(fingerprint) => change({ fingerprint, cursor: null })}
              showsIgnored={filters.ignored}
              onShowIgnored={(ignored) => change({ ignored })}
              none={
                data.groups.length === 0 ? (
                  <NoFailures filters={filters} onChange={change} />
                ) : (
                  <Empty kind="all_clear" title="Every cause is ignored" />
                )
              }
            />
          )}
        </QueryStates>
      </Card>
      {failures.data && failures.data.failures.length === 0 ? null : (
        <Card
          title="One by one"
          note={total === undefined ? undefined : `${formatCount(total)}, newest first`}
        >
          <QueryStates query={failures} skeleton={<SkeletonRows label="Loading failures" />}>
            {(data) => (
              <>
                <FailureTable key={JSON.stringify(failuresQueryOf(filters))} rows={data.failures} />
                <Pages cursor={filters.cursor} next={data.next_cursor} onGo={change} />
              </>
            )}
          </QueryStates>
        </Card>
      )}
    </div>
  );
}

type Part = { filters: FailureFilters; onChange: (change: FailureFilterChange) => void };

function NoFailures({ filters, onChange }: Part) {
  if (activeFailureFilters(filters) === 0) {
    return <Empty kind="all_clear" title="No failure is unresolved" />;
  }
  return (
    <Empty
      kind="no_match"
      title="No failure matches these filters"
      action={
        <Button size="small" onClick={() => onChange(NO_FILTERS)}>
          Clear the filters
        </Button>
      }
    />
  );
}
