"use client";
/** How far it is: counts that lead to their jobs, and while it runs the pace, the rest and the budget. */
import { useQueryStates } from "nuqs";
import { StackedBar } from "@/components/ui/stacked-bar";
import { JOB_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration, plural } from "@/lib/client/format";
import { JOB_STATUSES } from "@/lib/domain/vocabulary";
import { detailParsers } from "./detail-filters";

type Progress = ResponseOf<"execution">["progress"];

/** "2 m to 3 m left", or one figure when both ends say the same. */
function etaText({ eta_seconds_low: low, eta_seconds_high: high }: Progress): string | null {
  if (low === null || high === null) return null;
  const from = formatDuration(Math.round(low));
  const to = formatDuration(Math.round(high));
  return from === to ? `about ${to} left` : `${from} to ${to} left`;
}

export function ProgressPanel({ data }: { data: ResponseOf<"execution"> }) {
  const { progress, execution } = data;
  const [, setFilters] = useQueryStates(detailParsers, { history: "push" });
  const done = progress.completed + progress.failed + progress.cancelled;
  return (
    <section aria-label="Progress">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="font-medium">
          {formatCount(done)} of {plural(execution.total_jobs, "job")}
          <span className="font-normal text-ink-2">
            {" "}
            in {plural(execution.total_symbols, "symbol")}
          </span>
        </p>
        {execution.status === "running" ? <Pace progress={progress} /> : null}
      </div>
      <StackedBar
        label="Jobs"
        className="h-3!"
        parts={JOB_STATUSES.toReversed()
          .toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
          .map((status) => ({
            key: status,
            state: JOB_WORDS[status],
            count: progress[status],
            hatched: status === "pending",
          }))}
      />
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
        {ORDER.filter((status) => progress[status] > 0).map((status) => (
          <button
            key={status}
            type="button"
            onClick={() => void setFilters({ tab: "jobs", status: [status] })}
            data-tip={`Show these ${plural(progress[status], "job")}`}
          >
            <Status state={JOB_WORDS[status]}>
              <span className="underline-quiet">{formatCount(progress[status])}</span>{" "}
              {JOB_WORDS[status].word.toLowerCase()}
            </Status>
          </button>
        ))}
      </p>
    </section>
  );
}

const ORDER = ["completed", "failed", "cancelled", "in_progress", "pending"] as const;

function Pace({ progress }: { progress: Progress }) {
  const facts = [
    etaText(progress),
    progress.jobs_per_minute === null
      ? null
      : `${formatCount(Math.round(progress.jobs_per_minute))} jobs a minute`,
    progress.budget_left === null ? null : `budget ${formatCount(progress.budget_left)} calls left`,
  ].filter((fact) => fact !== null);
  return <p className="text-ink-2">{facts.join(" · ")}</p>;
}
