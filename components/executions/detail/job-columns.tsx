/** The columns of the jobs table. */
import { AppLink } from "@/components/ui/app-link";
import { JOB_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration, formatMs } from "@/lib/client/format";
import { JOB_STATUSES, TIMEFRAMES } from "@/lib/domain/vocabulary";

export type Job = ResponseOf<"execution">["jobs"][number];

const ms = (
  key: "wait_ms" | "backoff_ms" | "fetch_ms" | "insert_ms" | "compute_ms",
  header: string,
): Column<Job> => ({
  key,
  header,
  align: "right",
  phone: key === "fetch_ms" || key === "wait_ms" ? undefined : "hidden",
  sortBy: (job) => job[key],
  cell: (job) => (job[key] === 0 ? <span className="text-ink-3">–</span> : formatMs(job[key])),
});

const WORST_FIRST = ["failed", "in_progress", "pending", "cancelled", "completed"] as const;

export const jobColumns: Column<Job>[] = [
  {
    key: "symbol",
    header: "Series",
    phone: "headline",
    sortBy: (job) => job.symbol,
    cell: (job) => (
      <>
        <AppLink href={`/symbols/${job.symbol}`} className="underline-quiet font-medium">
          {job.symbol}
        </AppLink>{" "}
        <span className="text-ink-2">{job.timeframe}</span>
      </>
    ),
  },
  {
    key: "status",
    header: "Status",
    sortBy: (job) => WORST_FIRST.indexOf(job.status),
    cell: (job) => <Status state={JOB_WORDS[job.status]} />,
  },
  {
    key: "attempts",
    header: "Attempts",
    align: "right",
    sortBy: (job) => job.attempts,
    cell: (job) => job.attempts,
  },
  {
    key: "duration",
    header: "Duration",
    align: "right",
    sortBy: (job) => job.duration_seconds,
    cell: (job) => formatDuration(job.duration_seconds),
  },
  ms("wait_ms", "Wait"),
  ms("backoff_ms", "Back-off"),
  ms("fetch_ms", "Vendor"),
  ms("insert_ms", "Insert"),
  ms("compute_ms", "Compute"),
  {
    key: "rows",
    header: "Rows in",
    align: "right",
    sortBy: (job) => job.records_processed,
    cell: (job) => formatCount(job.records_processed),
  },
  {
    key: "new",
    header: "New",
    align: "right",
    sortBy: (job) => job.records_inserted,
    cell: (job) => (
      <span
        data-tip={`${formatCount(job.records_inserted)} new, ${formatCount(job.records_changed)} revised, ${formatCount(job.records_rejected)} quarantined, ${formatCount(job.features_computed)} features`}
      >
        {formatCount(job.records_inserted)}
      </span>
    ),
  },
  {
    key: "error",
    header: "Error",
    phone: "bare",
    className: "max-w-80",
    cell: (job) =>
      job.error_message ? (
        <span className="line-clamp-2 text-bad-ink" data-tip={job.error_message}>
          {job.error_message}
        </span>
      ) : null,
  },
];

/** Symbols in their order of appearance, and which timeframes occur at all. */
export function gridOf(jobs: readonly Job[]) {
  const bySymbol = Map.groupBy(jobs, ({ symbol }) => symbol);
  return {
    timeframes: TIMEFRAMES.filter((timeframe) => jobs.some((job) => job.timeframe === timeframe)),
    rows: [...bySymbol].map(([symbol, group]) => ({
      symbol,
      byTimeframe: new Map(group.map((job) => [job.timeframe, job])),
    })),
    statuses: JOB_STATUSES.filter((status) => jobs.some((job) => job.status === status)),
  };
}
