"use client";
/** The waterfall: when each job waited, fetched, stored and computed. Brush the strip, or use the keys. */
import { useMemo, useState } from "react";
import { Chip } from "@/components/ui/chip";
import { Empty } from "@/components/ui/empty";
import { Kbd } from "@/components/ui/kbd";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { formatDuration } from "@/lib/client/format";
import { PHASE_STYLE } from "./phase-style";
import { PHASES, prepareTrace, steerWindow, type TraceWindow } from "./prepare-trace";
import { TraceBrush } from "./trace-brush";
import { TraceRows } from "./trace-rows";

export function TraceTab({ data }: { data: ResponseOf<"execution"> }) {
  const running = data.execution.status === "running";
  const tick = useNow(running ? 5_000 : 600_000);
  const nowMs = running ? tick : Date.parse(data.execution.completed_at ?? data.timestamp);
  const trace = useMemo(
    () => prepareTrace(data.jobs, Date.parse(data.execution.started_at), nowMs),
    [data, nowMs],
  );
  const [chosen, setChosen] = useState<TraceWindow | null>(null);
  const [only, setOnly] = useState<{ critical: boolean; slow: boolean }>({
    critical: false,
    slow: false,
  });
  if (data.jobs.length === 0)
    return <Empty kind="nothing_yet" title="This execution has no jobs" />;

  const window = chosen ?? trace;
  const bars = trace.bars.filter(
    (bar) => (!only.critical || bar.critical) && (!only.slow || bar.slow),
  );
  const move = (next: TraceWindow) =>
    setChosen(next.fromMs <= trace.fromMs && next.toMs >= trace.toMs ? null : next);
  return (
    <section
      aria-label="Trace"
      onKeyDown={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        const next = steerWindow(event.key, window, trace);
        if (next === null) return;
        event.preventDefault();
        move(next);
      }}
    >
      <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2 text-small">
        <Legend />
        <span className="ml-auto flex flex-wrap items-center gap-2">
          <Chip
            pressed={only.critical}
            onToggle={() => setOnly({ ...only, critical: !only.critical })}
            count={trace.bars.filter((bar) => bar.critical).length}
          >
            Critical path
          </Chip>
          <Chip
            pressed={only.slow}
            onToggle={() => setOnly({ ...only, slow: !only.slow })}
            count={trace.bars.filter((bar) => bar.slow).length}
          >
            Slow
          </Chip>
        </span>
      </div>
      <TraceBrush trace={trace} window={window} onChange={move} />
      <TraceRows bars={bars} window={window} startMs={trace.fromMs} />
      <p className="mt-2 flex flex-wrap gap-x-3 text-ink-3 text-small max-tablet:hidden">
        <span>
          <Kbd>←</Kbd> <Kbd>→</Kbd> move
        </span>
        <span>
          <Kbd>+</Kbd> <Kbd>-</Kbd> zoom
        </span>
        <span>
          <Kbd>0</Kbd> whole
        </span>
        <span>
          showing {formatDuration((window.toMs - window.fromMs) / 1_000)} of{" "}
          {formatDuration((trace.toMs - trace.fromMs) / 1_000)}
        </span>
      </p>
    </section>
  );
}

function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1" aria-label="Colours">
      {PHASES.map((phase) => (
        <li key={phase} className="flex items-center gap-1.5 text-ink-2">
          <span aria-hidden="true" className={`size-2.5 ${PHASE_STYLE[phase].className}`} />
          {PHASE_STYLE[phase].word}
        </li>
      ))}
    </ul>
  );
}
