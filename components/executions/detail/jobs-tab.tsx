"use client";
/** The jobs as a table or as a symbol × timeframe grid, filtered by status and symbol. */
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { openRerun } from "@/components/rerun/open-rerun";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Choice } from "@/components/ui/choice";
import { cx } from "@/components/ui/cx";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { inputClass } from "@/components/ui/field";
import { JOB_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";
import { JOB_STATUSES, type JobStatus } from "@/lib/domain/vocabulary";
import { detailParsers, JOB_VIEWS } from "./detail-filters";
import { type Job, jobColumns } from "./job-columns";
import { JobGrid } from "./job-grid";

const VIEW_WORDS = { table: "Table", grid: "Grid" } as const;
const keyOf = (job: Job) => `${job.symbol} ${job.timeframe}`;

export function JobsTab({ data }: { data: ResponseOf<"execution"> }) {
  const [filters, setFilters] = useQueryStates(detailParsers, { history: "push" });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const { status, symbol } = filters;
  const jobs = data.jobs.filter(
    (job) =>
      (status.length === 0 || status.includes(job.status)) &&
      job.symbol.startsWith(symbol.toUpperCase()),
  );
  const clear = () => void setFilters({ status: null, symbol: null });
  const toggle = (key: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2" data-screen-only>
        <Choice
          label="Show jobs as"
          value={filters.view}
          options={JOB_VIEWS.map((value) => ({ value, label: VIEW_WORDS[value] }))}
          onChange={(view) => void setFilters({ view })}
        />
        <StatusChips
          jobs={data.jobs}
          chosen={status}
          onChange={(next) => void setFilters({ status: next })}
        />
        <input
          aria-label="Symbol"
          placeholder="Symbol"
          data-page-search
          value={symbol}
          onChange={({ target }) => void setFilters({ symbol: target.value.toUpperCase() || null })}
          className={cx(inputClass, "pointer-fine:h-7! w-28! text-small")}
        />
        <PickedBar jobs={data.jobs} picked={picked} onClear={() => setPicked(new Set())} />
      </div>
      {jobs.length === 0 ? (
        <NoJobs data={data} status={status} onClear={clear} />
      ) : (
        <JobList
          view={filters.view}
          jobs={jobs}
          sort={filters.sort}
          onSort={(sort) => void setFilters({ sort: sort || null })}
          picked={picked}
          onToggle={toggle}
        />
      )}
    </div>
  );
}

function JobList({
  view,
  jobs,
  sort,
  onSort,
  picked,
  onToggle,
}: {
  view: "table" | "grid";
  jobs: readonly Job[];
  sort: string;
  onSort: (sort: string) => void;
  picked: ReadonlySet<string>;
  onToggle: (key: string) => void;
}) {
  if (view === "grid") return <JobGrid jobs={jobs} />;
  return (
    <DataTable
      caption="Jobs of this execution"
      columns={jobColumns}
      rows={troubleFirst(jobs)}
      rowKey={keyOf}
      sort={sort}
      onSort={onSort}
      selection={{ keys: picked, onToggle }}
    />
  );
}

/** What failed is what one came for; then what runs; all else as delivered. */
function troubleFirst(jobs: readonly Job[]): Job[] {
  const weight = ({ status }: Job) => ["failed", "in_progress"].indexOf(status) + 1 || 3;
  return jobs.toSorted((a, b) => weight(a) - weight(b));
}

function StatusChips({
  jobs,
  chosen,
  onChange,
}: {
  jobs: readonly Job[];
  chosen: readonly JobStatus[];
  onChange: (next: JobStatus[] | null) => void;
}) {
  const counts = new Map(
    JOB_STATUSES.map((status) => [status, jobs.filter((job) => job.status === status).length]),
  );
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Status</legend>
      {JOB_STATUSES.filter(
        (status) => (counts.get(status) ?? 0) > 0 || chosen.includes(status),
      ).map((status) => (
        <Chip
          key={status}
          pressed={chosen.includes(status)}
          count={formatCount(counts.get(status) ?? 0)}
          onToggle={() => {
            const next = chosen.includes(status)
              ? chosen.filter((other) => other !== status)
              : [...chosen, status];
            onChange(next.length === 0 ? null : next);
          }}
        >
          <Status state={JOB_WORDS[status]} />
        </Chip>
      ))}
    </fieldset>
  );
}

function PickedBar({
  jobs,
  picked,
  onClear,
}: {
  jobs: readonly Job[];
  picked: ReadonlySet<string>;
  onClear: () => void;
}) {
  const operator = useRoleReason("operator");
  if (picked.size === 0) return null;
  const series = jobs
    .filter((job) => picked.has(keyOf(job)))
    .map(({ symbol, timeframe }) => ({ symbol, timeframe }));
  return (
    <span className="ml-auto flex items-center gap-3 text-small" aria-live="polite">
      {formatCount(picked.size)} picked
      <Button
        size="small"
        variant="primary"
        disabledReason={operator}
        onClick={() =>
          openRerun({
            title: "Re-run picked jobs",
            choices: [
              { key: "picked", label: "Picked jobs", count: series.length, body: { series } },
            ],
          })
        }
      >
        Re-run {formatCount(picked.size)}…
      </Button>
      <button type="button" className="underline-quiet" onClick={onClear}>
        Clear
      </button>
    </span>
  );
}

function NoJobs({
  data,
  status,
  onClear,
}: {
  data: ResponseOf<"execution">;
  status: readonly JobStatus[];
  onClear: () => void;
}) {
  if (data.jobs.length === 0)
    return <Empty kind="nothing_yet" title="This execution has no jobs yet" />;
  if (status.length === 1 && status[0] === "failed") {
    return (
      <Empty
        kind="all_clear"
        title="No failed jobs – nothing to re-run"
        action={
          <Button size="small" onClick={onClear}>
            Show all jobs
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      kind="no_match"
      title="No job matches these filters"
      action={
        <Button size="small" onClick={onClear}>
          Clear the filters
        </Button>
      }
    />
  );
}
