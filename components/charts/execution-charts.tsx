"use client";
/** Draws the executions band: results with the success line, duration, vendor calls. Decides nothing; loaded after first paint. */
import { memo, type ReactElement, useState } from "react";
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatClock, formatCompact, formatDay, formatDuration } from "@/lib/client/format";
import { ChartTip } from "./chart-tip";
import { clockTicks } from "./clock-ticks";
import { draggedWindow, type ExecutionStats, type StatsPoint } from "./prepare-execution-stats";
import { useOneByOne } from "./use-one-by-one";
import { zoneOffset } from "./zone-offset";

const SYNC = "executions";
const MARGIN = { top: 4, right: 4, bottom: 0, left: 0 };
const TICK = { fontSize: 11, fill: "var(--color-ink-3)" };
const AXIS = { stroke: "var(--color-rule)", tickLine: false, axisLine: false } as const;

export type ChartsProps = {
  points: readonly StatsPoint[];
  bucketSeconds: number;
  marks: ExecutionStats["marks"];
  zone: string;
  /** The stretch chosen now, in ms. */
  chosen: { fromMs: number; toMs: number } | null;
  onChoose: (window: { from: string; to: string }) => void;
};

const RESULTS = [
  { key: "completed", colour: "var(--color-ok)" },
  { key: "partial", colour: "var(--color-warn)" },
  { key: "failed", colour: "var(--color-bad)" },
  { key: "cancelled", colour: "var(--color-idle)" },
  { key: "running", colour: "var(--color-live)" },
] as const;

/** Drawn anew only when what it shows has changed: an answer that says the same as the one before costs nothing. */
export const ExecutionCharts = memo(function ExecutionCharts(props: ChartsProps) {
  const drawn = useOneByOne(3);
  return (
    <div className="grid gap-x-8 gap-y-2 desktop:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <Plot title="Results and success rate" isDrawn={drawn >= 1}>
        <ResultsChart {...props} />
      </Plot>
      <Plot title="Duration: median, up to 95th percentile" isDrawn={drawn >= 2}>
        <DurationChart {...props} />
      </Plot>
      <Plot title="Vendor calls, refused ones on top" isDrawn={drawn >= 3}>
        <CallsChart {...props} />
      </Plot>
    </div>
  );
});

type PlotProps = { title: string; isDrawn: boolean; children: ReactElement };

function Plot({ title, isDrawn, children }: PlotProps) {
  return (
    <div className="min-w-0">
      <h2 className="label mb-1">{title}</h2>
      <div className="h-40">
        {isDrawn ? (
          <ResponsiveContainer
            width="100%"
            height="100%"
            initialDimension={{ width: 320, height: 160 }}
          >
            {children}
          </ResponsiveContainer>
        ) : null}
      </div>
    </div>
  );
}

/** Labels at full hours or days, as many as the plot has room for. */
function timeAxis({ points, bucketSeconds, zone }: ChartsProps, most: number) {
  const offsetMs = zoneOffset(zone)(points.at(-1)?.fromMs ?? 0);
  const ticks = clockTicks(points, { bucketMs: bucketSeconds * 1_000, offsetMs, most });
  const [first = 0, second = first] = [...ticks.values()];
  const daily = second - first >= 86_400_000;
  return {
    dataKey: "fromMs",
    ticks: [...ticks.keys()],
    interval: 0 as const,
    tickFormatter: (fromMs: number) => {
      const at = new Date(ticks.get(fromMs) ?? fromMs);
      return daily ? formatDay(at, zone).slice(4) : formatClock(at, zone);
    },
    tick: TICK,
    ...AXIS,
  };
}

function ResultsChart(props: ChartsProps) {
  const { points, bucketSeconds, marks, zone, chosen, onChoose } = props;
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const finish = () => {
    if (!drag) return;
    setDrag(null);
    const window = draggedWindow(points, bucketSeconds, drag.from, drag.to);
    if (window) onChoose(window);
  };
  const shaded = drag
    ? { fromMs: points[drag.from]?.fromMs, toMs: points[drag.to]?.fromMs }
    : chosen;
  return (
    <ComposedChart
      data={[...points]}
      syncId={SYNC}
      margin={MARGIN}
      barCategoryGap={1}
      accessibilityLayer
      style={{ cursor: "crosshair", userSelect: "none" }}
      onMouseDown={({ activeTooltipIndex }) => {
        const index = Number(activeTooltipIndex);
        if (Number.isInteger(index)) setDrag({ from: index, to: index });
      }}
      onMouseMove={({ activeTooltipIndex }) => {
        const index = Number(activeTooltipIndex);
        if (drag && Number.isInteger(index) && index !== drag.to) setDrag({ ...drag, to: index });
      }}
      onMouseUp={finish}
      onMouseLeave={() => setDrag(null)}
    >
      <CartesianGrid vertical={false} stroke="var(--color-rule)" />
      <XAxis {...timeAxis(props, 8)} />
      <YAxis yAxisId="count" width={28} allowDecimals={false} tick={TICK} {...AXIS} />
      <YAxis
        yAxisId="pct"
        orientation="right"
        domain={[0, 100]}
        ticks={[0, 50, 100]}
        unit=" %"
        width={42}
        tick={TICK}
        {...AXIS}
      />
      <Tooltip
        content={<ChartTip zone={zone} />}
        cursor={{ fill: "var(--color-hover)" }}
        isAnimationActive={false}
      />
      {marks
        .filter(({ kind }) => kind !== "session_open")
        .map(({ at, label }) => (
          <ReferenceLine
            key={`${at} ${label}`}
            yAxisId="count"
            x={nearest(points, at)}
            stroke="var(--color-ink-3)"
            strokeDasharray="2 3"
          />
        ))}
      {shaded?.fromMs !== undefined && shaded.toMs !== undefined ? (
        <ReferenceArea
          yAxisId="count"
          x1={nearestMs(points, shaded.fromMs)}
          x2={nearestMs(points, shaded.toMs - 1)}
          fill="var(--color-live)"
          fillOpacity={0.16}
        />
      ) : null}
      {RESULTS.map(({ key, colour }) => (
        <Bar
          key={key}
          yAxisId="count"
          dataKey={key}
          stackId="results"
          fill={colour}
          isAnimationActive={false}
        />
      ))}
      <Line
        yAxisId="pct"
        dataKey="successPct"
        name="success"
        stroke="var(--color-ink)"
        strokeWidth={1.25}
        dot={{ r: 1.25, fill: "var(--color-ink)" }}
        connectNulls={false}
        isAnimationActive={false}
      />
    </ComposedChart>
  );
}

/** The category axis knows slices only: an instant stands at the slice it falls into. */
function nearestMs(points: readonly StatsPoint[], atMs: number): number {
  return (points.findLast(({ fromMs }) => fromMs <= atMs) ?? points[0])?.fromMs ?? 0;
}

const nearest = (points: readonly StatsPoint[], at: string) => nearestMs(points, Date.parse(at));

function DurationChart(props: ChartsProps) {
  const { points, zone } = props;
  return (
    <ComposedChart data={[...points]} syncId={SYNC} margin={MARGIN} accessibilityLayer>
      <CartesianGrid vertical={false} stroke="var(--color-rule)" />
      <XAxis {...timeAxis(props, 4)} />
      <YAxis
        width={60}
        tickFormatter={(seconds: number) => formatDuration(Math.round(seconds))}
        tick={TICK}
        {...AXIS}
      />
      <Tooltip content={<ChartTip zone={zone} />} isAnimationActive={false} />
      <Area
        dataKey="band"
        name="p95"
        stroke="none"
        fill="var(--color-live)"
        fillOpacity={0.22}
        connectNulls={false}
        isAnimationActive={false}
      />
      <Line
        dataKey="medianSeconds"
        name="median"
        stroke="var(--color-live)"
        strokeWidth={1.5}
        dot={{ r: 1.25, fill: "var(--color-live)" }}
        connectNulls={false}
        isAnimationActive={false}
      />
    </ComposedChart>
  );
}

function CallsChart(props: ChartsProps) {
  const { points, zone } = props;
  return (
    <ComposedChart
      data={[...points]}
      syncId={SYNC}
      margin={MARGIN}
      barCategoryGap={1}
      accessibilityLayer
    >
      <CartesianGrid vertical={false} stroke="var(--color-rule)" />
      <XAxis {...timeAxis(props, 4)} />
      <YAxis width={36} allowDecimals={false} tickFormatter={formatCompact} tick={TICK} {...AXIS} />
      <Tooltip
        content={<ChartTip zone={zone} />}
        cursor={{ fill: "var(--color-hover)" }}
        isAnimationActive={false}
      />
      <Bar dataKey="answered" stackId="calls" fill="var(--color-idle)" isAnimationActive={false} />
      <Bar dataKey="refused" stackId="calls" fill="var(--color-bad)" isAnimationActive={false} />
    </ComposedChart>
  );
}
