"use client";
/** Draws the executions band: results with the success line, duration, vendor calls. Decides nothing; loaded when somebody comes near. */
import { memo, type ReactElement } from "react";
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatCompact, formatDuration } from "@/lib/client/format";
import { type ChartsProps, MARGIN, SYNC, timeAxis, valueAxis } from "./chart-axes";
import { ChartTip } from "./chart-tip";
import { ExecutionPicture, Plot, Plots, TITLES } from "./execution-picture";
import {
  CALLS,
  callTicks,
  durationTicks,
  type PictureInput,
  type PlotShapes,
  prepareCalls,
  prepareDuration,
  prepareResults,
  ROOM,
} from "./prepare-execution-picture";
import { ResultsChart } from "./results-chart";
import { useOneByOne } from "./use-one-by-one";

/** Drawn anew only when what it shows has changed: an answer that says the same as the one before costs nothing. */
export const ExecutionCharts = memo(function ExecutionCharts(props: ChartsProps) {
  const drawn = useOneByOne(3);
  return (
    <Plots>
      <Plot title={TITLES.results}>
        <Drawn isDrawn={drawn >= 1} picture={prepareResults} {...props}>
          <ResultsChart {...props} />
        </Drawn>
      </Plot>
      <Plot title={TITLES.duration}>
        <Drawn isDrawn={drawn >= 2} picture={prepareDuration} {...props}>
          <DurationChart {...props} />
        </Drawn>
      </Plot>
      <Plot title={TITLES.calls}>
        <Drawn isDrawn={drawn >= 3} picture={prepareCalls} {...props}>
          <CallsChart {...props} />
        </Drawn>
      </Plot>
    </Plots>
  );
});

type DrawnProps = ChartsProps & {
  isDrawn: boolean;
  picture: (input: PictureInput) => PlotShapes;
  children: ReactElement;
};

/** The picture stands until its chart takes its place. */
function Drawn({ isDrawn, picture, children, ...input }: DrawnProps) {
  if (!isDrawn) return <ExecutionPicture shapes={picture(input)} />;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 160 }}>
      {children}
    </ResponsiveContainer>
  );
}

function DurationChart(props: ChartsProps) {
  const { points, zone } = props;
  return (
    <ComposedChart
      data={[...points]}
      syncId={SYNC}
      margin={MARGIN}
      title={TITLES.duration}
      accessibilityLayer
    >
      <CartesianGrid vertical={false} stroke="var(--color-rule)" />
      <XAxis {...timeAxis(props, 4)} />
      <YAxis
        width={ROOM.duration.left}
        tickFormatter={(seconds: number) => formatDuration(Math.round(seconds))}
        {...valueAxis(durationTicks(points))}
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
      title={TITLES.calls}
      accessibilityLayer
    >
      <CartesianGrid vertical={false} stroke="var(--color-rule)" />
      <XAxis {...timeAxis(props, 4)} />
      <YAxis
        width={ROOM.calls.left}
        tickFormatter={formatCompact}
        {...valueAxis(callTicks(points))}
      />
      <Tooltip
        content={<ChartTip zone={zone} />}
        cursor={{ fill: "var(--color-hover)" }}
        isAnimationActive={false}
      />
      {CALLS.map(({ key, colour }) => (
        <Bar key={key} dataKey={key} stackId="calls" fill={colour} isAnimationActive={false} />
      ))}
    </ComposedChart>
  );
}
