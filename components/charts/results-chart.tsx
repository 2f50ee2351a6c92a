"use client";
/** Draws the results with the success line; a stretch dragged over it is chosen. */
import { useState } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS, type ChartsProps, MARGIN, SYNC, TICK, timeAxis, valueAxis } from "./chart-axes";
import { ChartTip } from "./chart-tip";
import { TITLES } from "./execution-picture";
import { sliceAt } from "./prepare-axis";
import { RESULTS, ROOM, resultTicks } from "./prepare-execution-picture";
import { draggedWindow, type StatsPoint } from "./prepare-execution-stats";

export function ResultsChart(props: ChartsProps) {
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
      title={TITLES.results}
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
      <YAxis yAxisId="count" width={ROOM.results.left} {...valueAxis(resultTicks(points))} />
      <YAxis
        yAxisId="pct"
        orientation="right"
        domain={[0, 100]}
        ticks={[0, 50, 100]}
        unit=" %"
        width={ROOM.results.right - MARGIN.right}
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

const nearestMs = (points: readonly StatsPoint[], atMs: number) =>
  points[sliceAt(points, atMs)]?.fromMs ?? 0;
const nearest = (points: readonly StatsPoint[], at: string) => nearestMs(points, Date.parse(at));
