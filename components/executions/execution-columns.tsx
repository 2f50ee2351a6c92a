"use client";
/** The columns of the executions table. */
import { openRerun } from "@/components/rerun/open-rerun";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { StackedBar } from "@/components/ui/stacked-bar";
import { executionState, JOB_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import { formatCompact, formatCount, formatDuration, plural } from "@/lib/client/format";
import { againstUsual, type ExecutionRow, TRIGGER_WORDS, usualSeconds } from "./execution-words";

/** @param operator why the reader may not start work; null = may */
export function executionColumns(
  rows: readonly ExecutionRow[],
  operator: string | null,
): Column<ExecutionRow>[] {
  return [
    {
      key: "status",
      header: "Execution",
      phone: "headline",
      cell: (row) => (
        <AppLink href={`/executions/${row.execution_id}`} className="underline-quiet">
          <Status state={executionState(row)} />
        </AppLink>
      ),
    },
    {
      key: "started",
      header: "Started",
      cell: (row) => (
        <>
          <Time at={row.started_at} show="clock" />{" "}
          <Time at={row.started_at} className="text-ink-3 text-small" />
        </>
      ),
    },
    { key: "trigger", header: "Trigger", cell: (row) => <TriggerCell row={row} /> },
    {
      key: "jobs",
      header: "Jobs",
      phone: "bare",
      className: "tablet:w-64",
      cell: (row) => <JobsCell row={row} />,
    },
    {
      key: "records",
      header: "Records",
      align: "right",
      cell: (row) => (
        <span data-tip={`${formatCount(row.total_records_processed)} records`}>
          {formatCompact(row.total_records_processed)}
        </span>
      ),
    },
    {
      key: "duration",
      header: "Duration",
      align: "right",
      cell: (row) => <DurationCell row={row} rows={rows} />,
    },
    { key: "calls", header: "Calls", align: "right", cell: (row) => <CallsCell row={row} /> },
    {
      key: "error",
      header: "Most frequent error",
      phone: "bare",
      className: "max-w-72",
      cell: (row) =>
        row.top_error ? (
          <span className="line-clamp-1 text-bad-ink" data-tip={row.top_error}>
            {row.top_error}
          </span>
        ) : null,
    },
    {
      key: "actions",
      header: "Actions",
      align: "right",
      phone: "bare",
      className: "tablet:py-1",
      cell: (row) => (row.failed_jobs > 0 ? <RerunButton row={row} operator={operator} /> : null),
    },
  ];
}

function TriggerCell({ row }: { row: ExecutionRow }) {
  return (
    <span>
      {TRIGGER_WORDS[row.trigger]}
      {row.requested_by ? <span className="text-ink-3"> by {row.requested_by}</span> : null}
      {row.parent_execution_id ? (
        <>
          {" "}
          <span className="text-ink-3">of</span>{" "}
          <AppLink
            href={`/executions/${row.parent_execution_id}`}
            className="underline-quiet font-mono text-small"
          >
            {row.parent_execution_id.slice(0, 8)}
          </AppLink>
        </>
      ) : null}
    </span>
  );
}

function JobsCell({ row }: { row: ExecutionRow }) {
  const rest = Math.max(
    0,
    row.total_jobs - row.completed_jobs - row.failed_jobs - row.cancelled_jobs,
  );
  return (
    <span className="flex items-center gap-3">
      <StackedBar
        label="Jobs"
        className="max-w-28"
        parts={[
          { key: "completed", state: JOB_WORDS.completed, count: row.completed_jobs },
          { key: "failed", state: JOB_WORDS.failed, count: row.failed_jobs },
          { key: "cancelled", state: JOB_WORDS.cancelled, count: row.cancelled_jobs },
          { key: "pending", state: JOB_WORDS.pending, count: rest, hatched: true },
        ]}
      />
      <span className="whitespace-nowrap text-small">
        {formatCount(row.completed_jobs)} of {plural(row.total_jobs, "job")}
        {row.failed_jobs > 0 ? (
          <AppLink
            href={`/executions/${row.execution_id}?status=failed`}
            className="underline-quiet ml-2 font-medium text-bad-ink"
          >
            {formatCount(row.failed_jobs)} failed
          </AppLink>
        ) : null}
      </span>
    </span>
  );
}

function DurationCell({ row, rows }: { row: ExecutionRow; rows: readonly ExecutionRow[] }) {
  const usual = usualSeconds(row, rows);
  const change = againstUsual(row.duration_seconds, usual);
  return (
    <span>
      {formatDuration(row.duration_seconds)}
      {change ? (
        <span
          className="ml-1.5 text-ink-3 text-small"
          data-tip={`Usual: ${formatDuration(usual)}, the median of like runs listed`}
        >
          {change}
        </span>
      ) : null}
    </span>
  );
}

function CallsCell({ row }: { row: ExecutionRow }) {
  return (
    <span>
      {formatCount(row.total_requests)}
      {row.rate_limited_count > 0 ? (
        <AppLink
          href={`/executions/${row.execution_id}?tab=requests`}
          className="underline-quiet ml-1.5 text-small text-warn-ink"
          data-tip={`${formatCount(row.rate_limited_count)} calls refused with 429`}
        >
          {formatCount(row.rate_limited_count)} × 429
        </AppLink>
      ) : null}
    </span>
  );
}

function RerunButton({ row, operator }: { row: ExecutionRow; operator: string | null }) {
  return (
    <Button
      size="small"
      disabledReason={operator}
      onClick={() =>
        openRerun({
          title: "Re-run failed jobs",
          choices: [
            {
              key: "failed",
              label: "Failed jobs",
              count: row.failed_jobs,
              body: { failed_of: row.execution_id },
            },
            {
              key: "missing",
              label: "Failed and missing",
              count: null,
              body: { failed_of: row.execution_id, include_missing: true },
            },
          ],
        })
      }
    >
      Re-run {formatCount(row.failed_jobs)}…
    </Button>
  );
}
