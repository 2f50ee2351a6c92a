"use client";
/** The whole execution as a strip: the density of running jobs, and the part that is shown below. */
import { useRef, useState } from "react";
import type { Trace, TraceWindow } from "./prepare-trace";

const SLICES = 120;

/** Running jobs per slice of time. */
function densityOf(trace: Trace): number[] {
  const width = (trace.toMs - trace.fromMs) / SLICES;
  return Array.from({ length: SLICES }, (_, slice) => {
    const fromMs = trace.fromMs + slice * width;
    return trace.bars.filter(({ job, toMs }) => {
      const startedMs = job.started_at === null ? null : Date.parse(job.started_at);
      return startedMs !== null && startedMs < fromMs + width && toMs > fromMs;
    }).length;
  });
}

export function TraceBrush({
  trace,
  window,
  onChange,
}: {
  trace: Trace;
  window: TraceWindow;
  onChange: (window: TraceWindow) => void;
}) {
  const strip = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const density = densityOf(trace);
  const highest = Math.max(1, ...density);
  const span = trace.toMs - trace.fromMs;
  const pct = (ms: number) => ((ms - trace.fromMs) / span) * 100;
  const timeAt = (clientX: number) => {
    const box = strip.current?.getBoundingClientRect();
    if (!box) return trace.fromMs;
    const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
    return trace.fromMs + share * span;
  };
  return (
    <div
      ref={strip}
      aria-hidden="true"
      className="relative mb-2 h-9 cursor-crosshair touch-none select-none border-rule border-y bg-sunken"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setAnchor(timeAt(event.clientX));
      }}
      onPointerMove={(event) => {
        if (anchor === null) return;
        const other = timeAt(event.clientX);
        if (Math.abs(other - anchor) < span / 200) return;
        onChange({ fromMs: Math.min(anchor, other), toMs: Math.max(anchor, other) });
      }}
      onPointerUp={() => setAnchor(null)}
      onDoubleClick={() => onChange({ fromMs: trace.fromMs, toMs: trace.toMs })}
    >
      <svg
        viewBox={`0 0 ${SLICES} 100`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full text-idle"
        aria-hidden="true"
      >
        <path
          fill="currentColor"
          d={`M0 100${density.map((count, slice) => `L${slice} ${100 - (count / highest) * 92}H${slice + 1}`).join("")}V100Z`}
        />
      </svg>
      <div
        className="absolute inset-y-0 border-live border-x-2 bg-live-wash/40"
        style={{
          left: `${pct(window.fromMs)}%`,
          width: `${pct(window.toMs) - pct(window.fromMs)}%`,
        }}
      />
    </div>
  );
}
