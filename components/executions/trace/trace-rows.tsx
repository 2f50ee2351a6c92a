"use client";
/** The bars of the waterfall; only those in sight are drawn. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { cx } from "@/components/ui/cx";
import { SCROLLABLE } from "@/components/ui/scrollable";
import { JOB_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { formatDuration, formatMs } from "@/lib/client/format";
import { PHASE_STYLE } from "./phase-style";
import type { TraceBar, TraceWindow } from "./prepare-trace";

const ROW_PX = 24;
const TICKS = 5;

export function TraceRows({
  bars,
  window,
  startMs,
}: {
  bars: readonly TraceBar[];
  window: TraceWindow;
  startMs: number;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: bars.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: { width: 1_000, height: 560 },
  });
  return (
    <section
      ref={scroller}
      {...SCROLLABLE}
      aria-label="Jobs by start"
      className="scroll-thin relative max-h-[60dvh] overflow-y-auto"
    >
      <Axis window={window} startMs={startMs} />
      <ul style={{ height: rows.getTotalSize() }} className="relative">
        {rows.getVirtualItems().map(({ index, start }) => {
          const bar = bars[index];
          return bar ? <Row key={bar.key} bar={bar} window={window} topPx={start} /> : null;
        })}
      </ul>
    </section>
  );
}

function Axis({ window, startMs }: { window: TraceWindow; startMs: number }) {
  const width = window.toMs - window.fromMs;
  return (
    <div
      aria-hidden="true"
      className="sticky top-0 z-10 grid grid-cols-[9rem_1fr] bg-paper text-ink-3 text-micro max-tablet:grid-cols-[6.5rem_1fr]"
    >
      <span />
      <span className="relative h-4">
        {Array.from({ length: TICKS }, (_, tick) => {
          const atMs = window.fromMs + (tick / (TICKS - 1)) * width;
          const pct = (tick / (TICKS - 1)) * 100;
          return (
            <span
              key={pct}
              className="absolute whitespace-nowrap"
              style={{ left: `${pct}%`, transform: `translateX(-${pct}%)` }}
            >
              {formatDuration(Math.round((atMs - startMs) / 100) / 10)}
            </span>
          );
        })}
      </span>
    </div>
  );
}

function barText(bar: TraceBar): string {
  const phases = bar.segments.map(
    ({ phase, fromMs, toMs }) => `${PHASE_STYLE[phase].word} ${formatMs(toMs - fromMs)}`,
  );
  const marks = [
    bar.slow ? "slow for its timeframe" : null,
    bar.critical ? "on the critical path" : null,
  ];
  return [
    `${bar.key}: ${JOB_WORDS[bar.job.status].word}`,
    ...phases,
    ...marks.filter(Boolean),
    bar.job.error_message,
  ]
    .filter(Boolean)
    .join("\n");
}

function Row({ bar, window, topPx }: { bar: TraceBar; window: TraceWindow; topPx: number }) {
  const width = window.toMs - window.fromMs;
  const pct = (ms: number) => ((ms - window.fromMs) / width) * 100;
  const text = barText(bar);
  return (
    <li
      aria-label={text.replaceAll("\n", ", ")}
      data-tip={text}
      className="absolute inset-x-0 grid grid-cols-[9rem_1fr] items-center border-rule border-b hover:bg-hover max-tablet:grid-cols-[6.5rem_1fr]"
      style={{ top: topPx, height: ROW_PX }}
    >
      <span className="flex items-center gap-2 truncate pr-2 text-small">
        <Status state={JOB_WORDS[bar.job.status]} quiet />
        <span className="truncate">
          {bar.job.symbol} <span className="text-ink-3">{bar.job.timeframe}</span>
        </span>
        {bar.slow ? <span className="text-warn-ink">▲</span> : null}
      </span>
      <span className="relative h-3.5 overflow-hidden">
        {bar.segments.map(({ phase, fromMs, toMs }) => (
          <span
            key={phase}
            className={cx(
              "absolute inset-y-0",
              PHASE_STYLE[phase].className,
              phase === "queued" && "inset-y-1!",
              bar.critical && phase !== "queued" && "border-ink border-b-2",
            )}
            style={{ left: `${pct(fromMs)}%`, width: `max(1px, ${pct(toMs) - pct(fromMs)}%)` }}
          />
        ))}
      </span>
    </li>
  );
}
