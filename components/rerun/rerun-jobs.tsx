"use client";
/** The jobs a run would touch, each removable; only those in sight are drawn. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { cx } from "@/components/ui/cx";
import { SCROLLABLE } from "@/components/ui/scrollable";
import { formatCount } from "@/lib/client/format";
import { type Job, jobKey, type Preview } from "./rerun-body";

const ROW_PX = 30;

export function RerunJobs({
  preview,
  removed,
  onToggle,
}: {
  preview: Preview;
  removed: ReadonlySet<string>;
  onToggle: (key: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { jobs } = preview;
  // Rows that are not listed cannot be named, so none can be taken out.
  const complete = preview.jobs_listed >= preview.total_jobs;
  const rows = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialRect: { width: 480, height: 180 },
  });
  return (
    <div>
      <section
        ref={scroller}
        {...SCROLLABLE}
        aria-label="Jobs of this run"
        className="scroll-thin max-h-48 overflow-y-auto border-rule border-y"
      >
        <ul style={{ height: rows.getTotalSize() }} className="relative">
          {rows.getVirtualItems().map(({ index, start }) => {
            const job = jobs[index];
            return job ? (
              <JobRow
                key={jobKey(job)}
                job={job}
                topPx={start}
                out={removed.has(jobKey(job))}
                onToggle={complete ? onToggle : null}
              />
            ) : null;
          })}
        </ul>
      </section>
      {complete ? null : (
        <p className="mt-1 text-ink-3 text-small">
          The first {formatCount(preview.jobs_listed)} of {formatCount(preview.total_jobs)} are
          listed.
        </p>
      )}
    </div>
  );
}

function JobRow({
  job,
  topPx,
  out,
  onToggle,
}: {
  job: Job;
  topPx: number;
  out: boolean;
  onToggle: ((key: string) => void) | null;
}) {
  const name = `${job.symbol} ${job.timeframe}`;
  return (
    <li
      className="absolute inset-x-0 flex items-center gap-4 border-rule border-b px-1"
      style={{ top: topPx, height: ROW_PX }}
    >
      <span className={cx("w-28 font-medium", out && "text-ink-3 line-through")}>{job.symbol}</span>
      <span className={cx("text-ink-2", out && "line-through")}>{job.timeframe}</span>
      {onToggle ? (
        <button
          type="button"
          onClick={() => onToggle(jobKey(job))}
          aria-label={`${out ? "Put back" : "Take out"} ${name}`}
          className="ml-auto rounded-sm px-1.5 text-ink-3 text-small hover:bg-hover hover:text-ink"
        >
          {out ? "Put back" : "Take out"}
        </button>
      ) : null}
    </li>
  );
}
