"use client";
/** Jobs as a symbol × timeframe grid: one glyph per job, rows drawn only where visible. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { SCROLLABLE } from "@/components/ui/scrollable";
import { JOB_WORDS, TONE_WASH } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { formatCount, formatDuration } from "@/lib/client/format";
import type { Timeframe } from "@/lib/domain/vocabulary";
import { gridOf, type Job } from "./job-columns";

const ROW_PX = 30;

export function JobGrid({ jobs }: { jobs: readonly Job[] }) {
  const { timeframes, rows, statuses } = gridOf(jobs);
  const scroller = useRef<HTMLElement>(null);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    initialRect: { width: 800, height: 600 },
  });
  const columns = {
    gridTemplateColumns: `7rem repeat(${timeframes.length}, minmax(2.25rem, 5rem))`,
  };
  return (
    <>
      <ul className="mb-2 flex flex-wrap gap-x-4 text-small" aria-label="Legend">
        {statuses.map((status) => (
          <li key={status}>
            <Status state={JOB_WORDS[status]} />
          </li>
        ))}
      </ul>
      <section
        ref={scroller}
        {...SCROLLABLE}
        aria-label="Jobs by symbol and timeframe"
        className="scroll-thin max-h-[64dvh] w-fit max-w-full overflow-auto"
      >
        <div
          className="sticky top-0 z-10 grid gap-px border-rule-strong border-b bg-paper"
          style={columns}
          aria-hidden="true"
        >
          <span className="label py-1">Symbol</span>
          {timeframes.map((timeframe) => (
            <span key={timeframe} className="label py-1 text-center">
              {timeframe}
            </span>
          ))}
        </div>
        <ul className="relative" style={{ height: lines.getTotalSize() }}>
          {lines.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row ? (
              <li
                key={row.symbol}
                className="absolute inset-x-0 grid items-center gap-px border-rule border-b"
                style={{ ...columns, top: start, height: ROW_PX }}
              >
                <AppLink
                  href={`/symbols/${row.symbol}`}
                  className="underline-quiet truncate font-medium"
                >
                  {row.symbol}
                </AppLink>
                {timeframes.map((timeframe) => (
                  <Cell
                    key={timeframe}
                    job={row.byTimeframe.get(timeframe)}
                    timeframe={timeframe}
                  />
                ))}
              </li>
            ) : null;
          })}
        </ul>
      </section>
    </>
  );
}

function Cell({ job, timeframe }: { job: Job | undefined; timeframe: Timeframe }) {
  if (!job) return <span className="text-center text-ink-3">·</span>;
  const state = JOB_WORDS[job.status];
  const tip = [
    `${job.symbol} ${timeframe}: ${state.word}`,
    `${formatDuration(job.duration_seconds)}, ${formatCount(job.records_inserted)} new rows, attempt ${job.attempts}`,
    job.error_message,
  ];
  return (
    <span
      data-tip={tip.filter(Boolean).join("\n")}
      className={cx("flex h-6 items-center justify-center", TONE_WASH[state.tone])}
    >
      <Status state={state} quiet>
        {timeframe}: {state.word}
      </Status>
    </span>
  );
}
