/** What the interactive executions charts have in common: their margins and axes, labelled as the picture is. */
import { timeTicks } from "./prepare-axis";
import { type PictureInput, SIDE_ROOM } from "./prepare-execution-picture";

export const SYNC = "executions";
/** At the right: half of the last label of the time axis, which stands in the middle under its slice. */
export const MARGIN = { top: 4, right: SIDE_ROOM, bottom: 0, left: 0 };
export const TICK = { fontSize: 11, fill: "var(--color-ink-3)" };
export const AXIS = { stroke: "var(--color-rule)", tickLine: false, axisLine: false } as const;

export type ChartsProps = PictureInput & {
  onChoose: (window: { from: string; to: string }) => void;
};

/** Labels where the picture has them. */
export function timeAxis({ points, bucketSeconds, zone }: ChartsProps, most: number) {
  const labels = timeTicks(points, { bucketSeconds, zone, most });
  return {
    dataKey: "fromMs",
    ticks: [...labels.keys()],
    interval: 0 as const,
    tickFormatter: (fromMs: number) => labels.get(fromMs) ?? "",
    tick: TICK,
    ...AXIS,
  };
}

export function valueAxis(ticks: number[]) {
  return { ticks, domain: [0, ticks.at(-1) ?? 1], interval: 0 as const, tick: TICK, ...AXIS };
}
